import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import { Bindings, compare, NOTHING_KNOWN, type Verdict } from './index.ts';

const name = fc
  .stringMatching(/^[a-z]{2,8}$/)
  .filter((word) => !['default', 'kubernetes', 'xxx'].includes(word) && !/xxx/.test(word));
const state = fc.constantFrom('Running', 'Completed', 'CrashLoopBackOff');
const address = fc
  .tuple(fc.integer({ min: 1, max: 254 }), fc.integer({ min: 1, max: 254 }))
  .map(([a, b]) => `10.244.${a}.${b}`);

interface Pod {
  readonly name: string;
  readonly state: string;
  readonly address: string;
}

const pods = fc
  .uniqueArray(fc.record({ name, state, address }), { minLength: 2, maxLength: 9, selector: (pod) => pod.name })
  .filter((list) => new Set(list.map((pod) => pod.address)).size === list.length);

function table(list: readonly Pod[]): string {
  return [
    'NAME        READY   STATUS    RESTARTS   AGE   IP',
    ...list.map((pod) => `${pod.name}   1/1   ${pod.state}   0   0s   ${pod.address}`),
  ].join('\n');
}

function endpoints(list: readonly Pod[]): string {
  return `Name:       web\nNamespace:  default\nEndpoints:  ${list.map((pod) => `${pod.address}:80`).join(',')}`;
}

function read(page: string, actual: string, command: string, bindings: Bindings = Bindings.NONE): Verdict {
  const printed = page.split('\n').map((text, index) => ({ line: index + 1, text }));
  return compare({ printed, actual, commands: [command.split(' ')], bindings, known: NOTHING_KNOWN });
}

const GET = 'kubectl get pods -o wide';
const DESCRIBE = 'kubectl describe svc web';

/** Other addresses, one for each. */
function renamed(list: readonly Pod[]): readonly Pod[] {
  return list.map((pod, index) => ({ ...pod, address: `172.17.${Math.floor(index / 200)}.${(index % 200) + 2}` }));
}

test('a table holds against itself, with other addresses, and in any order', () => {
  fc.assert(
    fc.property(pods, fc.nat(), (list, turn) => {
      const turned = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)];
      expect(read(table(list), table(list), GET).differences).toEqual([]);
      expect(read(table(renamed(list)), table(list), GET).differences).toEqual([]);
      expect(read(table(turned), table(list), GET).differences).toEqual([]);
    }),
  );
});

test('a row less differs, and a row more', () => {
  fc.assert(
    fc.property(pods, fc.nat(), (list, which) => {
      const less = list.filter((_, index) => index !== which % list.length);
      expect(read(table(less), table(list), GET).differences).toHaveLength(1);
      expect(read(table(list), table(less), GET).differences).toHaveLength(1);
      expect(read(`${table(less)}\n...`, table(list), GET).differences).toEqual([]);
    }),
  );
});

test('another state differs, in its line alone', () => {
  fc.assert(
    fc.property(pods, fc.nat(), (list, which) => {
      const at = which % list.length;
      const other = list.map((pod, index) => (index === at ? { ...pod, state: 'ImagePullBackOff' } : pod));
      expect(read(table(other), table(list), GET).differences.map(({ line }) => line)).toEqual([at + 2]);
    }),
  );
});

test('two addresses that changed places differ, once the page has shown whose they are', () => {
  fc.assert(
    fc.property(pods, (list) => {
      const page = renamed(list);
      const [first, second, ...rest] = page;
      if (first === undefined || second === undefined) return;
      const swapped = [{ ...first, address: second.address }, { ...second, address: first.address }, ...rest];
      const { bindings } = read(table(page), table(list), GET);
      expect(read(table(swapped), table(list), GET, bindings).differences).toHaveLength(2);
      expect(read(table(page), table(list), GET, bindings).differences).toEqual([]);
    }),
  );
});

test('a set of addresses may be paired in any order, and no pod has two', () => {
  fc.assert(
    fc.property(pods, (list) => {
      const page = renamed(list);
      const first = read(endpoints([...page].reverse()), endpoints(list), DESCRIBE);
      expect(first.differences).toEqual([]);
      const second = read(table(page), table(list), GET, first.bindings);
      expect(second.differences).toEqual([]);
      expect(read(endpoints(page), endpoints(list), DESCRIBE, second.bindings).differences).toEqual([]);
      expect(read(endpoints(page.slice(1)), endpoints(list), DESCRIBE, second.bindings).differences).toHaveLength(1);
    }),
  );
});

test('whatever text is compared, an answer comes, and a text holds against itself', () => {
  const commands = [
    GET,
    DESCRIBE,
    'kubectl get pods -o yaml',
    'kubectl apply -f a',
    'curl web',
    'nslookup web',
    'cat /etc/resolv.conf',
    'cat /etc/hosts',
    'env',
    'ip a',
    'ls',
    'netstat -l',
    'ping web',
    'kubectl logs a',
  ];
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      'NAME',
      'AGE',
      'Name:',
      '- a: b',
      '10.0.0.1',
      '...',
      'xxx',
      'web-5d8c5b8f4d-x2v4f',
      '<none>',
      'pod/web created',
      '    ',
      '{',
      '"a": 1,',
      'Error from server: x',
    ),
  );
  const text = fc
    .array(
      fc.array(word, { maxLength: 5 }).map((words) => words.join('  ')),
      { maxLength: 8 },
    )
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(fc.constantFrom(...commands), text, text, (command, page, actual) => {
      read(page, actual, command);
      expect(read(page, page, command).differences).toEqual([]);
    }),
    { numRuns: draws(120) },
  );
});
