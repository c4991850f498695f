import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFieldPath } from '../model/index.ts';
import { changesOf } from './changes-of.ts';
import { edited, valueAt } from './edit.ts';

/** The mutants of a policy: what each says otherwise, and where. */
function told(spec: object, kind = 'NetworkPolicy'): readonly string[] {
  return changesOf({ kind, spec }).map(({ path, what }) => `${formatFieldPath(path)}: ${what}`);
}

function mutant(spec: object, what: string, kind = 'NetworkPolicy'): unknown {
  const change = changesOf({ kind, spec }).find((each) => each.what === what);
  if (change === undefined) throw new Error(`nothing ${what}: ${told(spec, kind).join('; ')}`);
  return valueAt(edited({ kind, spec }, change.set.path, change.set.value), ['spec']);
}

const WEB = { podSelector: { matchLabels: { app: 'web' } } };
const DEV = { namespaceSelector: { matchLabels: { name: 'dev' } } };
const NOBODY = { 'curlew.dev/mutant': 'nobody' };

describe('a mutant says one thing otherwise', () => {
  test.each([
    ['drops the rule', { ingress: [{ from: [WEB] }, {}] }, { ingress: [{}] }],
    ['drops the peer', { ingress: [{ from: [WEB, DEV] }] }, { ingress: [{ from: [DEV] }] }],
    ['drops the only peer: everyone is meant', { egress: [{ to: [WEB], ports: [] }] }, { egress: [{ ports: [] }] }],
    ['drops the port', { ingress: [{ ports: [{ port: 1 }, { port: 2 }] }] }, { ingress: [{ ports: [{ port: 2 }] }] }],
    ['drops the only port: every port is meant', { ingress: [{ ports: [{ port: 1 }] }] }, { ingress: [{}] }],
    ['shifts port 80 to 81', { ingress: [{ ports: [{ port: 80 }] }] }, { ingress: [{ ports: [{ port: 81 }] }] }],
    [
      'shifts port 65535 to 65534',
      { ingress: [{ ports: [{ port: 65535 }] }] },
      { ingress: [{ ports: [{ port: 65534 }] }] },
    ],
    [
      'shifts port 90 to 91',
      { ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      { ingress: [{ ports: [{ port: 80, endPort: 91 }] }] },
    ],
    ['widens podSelector to everything', WEB, { podSelector: {} }],
    [
      'narrows namespaceSelector to nothing',
      { ingress: [{ from: [DEV] }] },
      { ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: 'dev', ...NOBODY } } }] }] },
    ],
    [
      'selects the pods of every namespace',
      { ingress: [{ from: [WEB] }] },
      { ingress: [{ from: [{ ...WEB, namespaceSelector: {} }] }] },
    ],
    ['isolates egress too', { policyTypes: ['Ingress'] }, { policyTypes: ['Ingress', 'Egress'] }],
    ['leaves ingress alone', { policyTypes: ['Ingress', 'Egress'] }, { policyTypes: ['Egress'] }],
    [
      'allows the exceptions too',
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }] },
      { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    ],
  ])('%s', (what, spec, expected) => {
    expect(mutant(spec, what)).toEqual(expected);
  });

  test.each([
    ['AdminNetworkPolicy', 'Deny', 'allows instead of denying', 'Allow'],
    ['ClusterNetworkPolicy', 'Deny', 'allows instead of denying', 'Accept'],
    ['ClusterNetworkPolicy', 'Accept', 'denies instead of Accept', 'Deny'],
    ['AdminNetworkPolicy', 'Pass', 'denies instead of Pass', 'Deny'],
  ])('%s: %s', (kind, action, what, expected) => {
    expect(mutant({ ingress: [{ action }] }, what, kind)).toEqual({ ingress: [{ action: expected }] });
  });
});

describe('what is not a mutant', () => {
  test.each([
    // {} cannot be widened
    ['an empty selector of the policy itself', { podSelector: {} }, []],
    // a direction without rules has nothing to drop
    ['no rule', { podSelector: {}, ingress: [] }, []],
    // a range is shifted at its end: its start alone would pass it
    ['the start of a range', { ingress: [{ ports: [{ port: 80, endPort: 80 }] }] }, ['80 to 81']],
  ])('%s', (_what, spec, ports) => {
    expect(
      told(spec)
        .filter((each) => /widens|drops the rule$|shifts/.test(each))
        .map((each) => each.split('shifts port ')[1])
        .filter((each) => each !== undefined),
    ).toEqual(ports);
  });

  test('an admin policy must name its peers: the only one stays', () => {
    const spec = { ingress: [{ action: 'Deny', from: [{ namespaces: { matchLabels: { a: 'b' } } }] }] };
    expect(told(spec, 'AdminNetworkPolicy').join()).not.toContain('drops the only peer');
    expect(told(spec).join()).toContain('drops the only peer');
  });
});

test('an edit changes what it names, and leaves the original alone', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(), { minLength: 1 }), { minLength: 1 }), fc.nat(), fc.nat(), (lists, a, b) => {
      const [i, j] = [a % lists.length, b % (lists[a % lists.length]?.length ?? 1)];
      const before = structuredClone(lists);
      const changed = edited({ spec: lists }, ['spec', i, j], -1);
      expect(valueAt(changed, ['spec', i, j])).toBe(-1);
      expect(edited(changed, ['spec', i, j], valueAt(before, [i, j]))).toEqual({ spec: before });
      expect((valueAt(edited({ spec: lists }, ['spec', i], undefined), ['spec']) as unknown[]).length).toBe(
        lists.length - 1,
      );
      expect(lists).toEqual(before);
    }),
  );
});
