import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../draws.fixture.ts';
import type { NetworkPolicy, Pod, Resource } from '../../../engine/model/index.ts';
import { formatRef } from '../../../engine/model/index.ts';
import { compilePolicies, judge } from '../../../engine/network/policy/index.ts';
import { stateOf } from '../../../engine/testing/index.ts';
import { lint } from '../index.ts';

const PODS = ['a', 'b', 'c'].map(
  (app, index) =>
    `{kind: Pod, metadata: {name: ${app}, labels: {app: ${app}, half: "${index % 2}"}}, spec: {nodeName: worker-1, containers: [{name: c, image: nginx}]}, status: {podIP: 10.244.1.${index + 2}}}`,
);
const ADDRESSES = ['10.244.1.2', '10.244.1.3', '10.244.1.4', '203.0.113.7', '198.51.100.7'];

const selector = fc.constantFrom(
  '{}',
  '{matchLabels: {app: a}}',
  '{matchLabels: {app: b}}',
  '{matchLabels: {half: "0"}}',
);
const peer = fc.oneof(
  selector.map((text) => `{podSelector: ${text}}`),
  fc.constantFrom(
    '{ipBlock: {cidr: 0.0.0.0/0}}',
    '{ipBlock: {cidr: 203.0.113.0/24}}',
    '{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}',
    '{ipBlock: {cidr: 10.244.1.0/31}}',
  ),
);
const port = fc.constantFrom(
  '{port: 80, protocol: TCP}',
  '{port: 1, endPort: 90, protocol: TCP}',
  '{protocol: TCP}',
  '{port: 53, protocol: UDP}',
);
const rule = fc
  .tuple(fc.array(peer, { maxLength: 2 }), fc.array(port, { maxLength: 2 }))
  .map(([from, ports]) => `{from: [${from.join(', ')}], ports: [${ports.join(', ')}]}`);
const policies = fc.array(fc.tuple(selector, fc.array(rule, { maxLength: 3 })), { minLength: 1, maxLength: 4 });

function yamlOf(written: readonly (readonly [string, readonly string[]])[]): string {
  const texts = written.map(
    ([subject, rules], index) =>
      `{kind: NetworkPolicy, metadata: {name: p${index}}, spec: {podSelector: ${subject}, policyTypes: [Ingress], ingress: [${rules.join(', ')}]}}`,
  );
  return [...PODS, ...texts].join('\n---\n');
}

type State = ReturnType<typeof stateOf>;

/** Every verdict there is: each pod from each address, on ports of every kind. */
function verdicts(state: State): readonly string[] {
  const table = compilePolicies(state);
  const peerAt = (ip: string) => {
    const pod = state.list('Pod').find((each) => each.object.status?.podIP === ip);
    return pod === undefined ? ({ kind: 'external', ip } as const) : ({ kind: 'pod', pod, ip } as const);
  };
  const ask = (pod: Resource<Pod>, ip: string, number: number, protocol: 'TCP' | 'UDP' | 'SCTP'): string =>
    judge(table, { direction: 'ingress', pod, peer: peerAt(ip), port: number, protocol }).action;
  return state.list('Pod').flatMap((pod) =>
    ADDRESSES.flatMap((ip) =>
      (
        [
          [80, 'TCP'],
          [85, 'TCP'],
          [443, 'TCP'],
          [53, 'UDP'],
          [80, 'SCTP'],
        ] as const
      ).map(([number, protocol]) => ask(pod, ip, number, protocol)),
    ),
  );
}

/** The state without what lint calls superfluous, all of it at once. */
function withoutSuperfluous(state: State): { readonly state: State; readonly removed: number } {
  const only = ['duplicate-policy', 'redundant-policy', 'redundant-rule'];
  const { findings } = lint(state, [], { only });
  const whole = new Set(
    findings.flatMap((each) =>
      each.code === 'redundant-rule' || each.object === undefined ? [] : [formatRef(each.object)],
    ),
  );
  const paths = new Set(
    findings.map((each) => `${each.object === undefined ? '' : formatRef(each.object)} ${each.path}`),
  );
  const changes = state.list('NetworkPolicy').map((resource) => {
    if (whole.has(formatRef(resource.ref))) return { kind: 'delete', ref: resource.ref } as const;
    const ingress = (resource.object.spec.ingress ?? []).filter(
      (_, index) => !paths.has(`${formatRef(resource.ref)} spec.ingress[${index}]`),
    );
    const object: NetworkPolicy = { ...resource.object, spec: { ...resource.object.spec, ingress } };
    return { kind: 'put', resource: { ...resource, object } } as const;
  });
  return { state: state.apply(changes), removed: findings.length };
}

test('removing all that is called superfluous changes no verdict', () => {
  let removed = 0;
  fc.assert(
    fc.property(policies, (written) => {
      const state = stateOf(yamlOf(written));
      const less = withoutSuperfluous(state);
      removed += less.removed;
      expect(verdicts(less.state)).toEqual(verdicts(state));
    }),
    { numRuns: draws(80) },
  );
  expect(removed).toBeGreaterThan(10);
});
