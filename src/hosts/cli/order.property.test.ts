import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { objects } from '../../api/cluster.arbitrary.ts';
import { policies } from '../../api/policies.arbitrary.ts';
import { draws } from '../../draws.fixture.ts';
import { curlew } from './testing/curlew.ts';

/* Same input, same output: the order of files, of documents and of keys says nothing to an API server, and nothing here. */
const folder = mkdtempSync(join(tmpdir(), 'curlew-order-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cluster = fc.tuple(objects, policies).map(([some, more]) => [...some, ...more]);
const shuffled = cluster.chain((list) =>
  fc.record({
    list: fc.constant(list),
    order: fc.shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length }),
  }),
);

async function said(line: string, files: readonly string[], input = ''): Promise<string> {
  const { status, stdout, stderr } = await curlew([...line.split(' '), ...files.flatMap((file) => ['-f', file])], {
    cwd: folder,
    input,
  });
  return `${status}\n${stdout}\n${stderr}`;
}

test('commands say the same, byte for byte, whatever the order of the files', async () => {
  const commands = [
    'get all,netpol,ep,endpointslices -A -o wide',
    'get all,netpol -o yaml',
    'matrix --explain',
    'matrix -o json --exposure',
    'lint',
    'dns',
    'rules --node worker-1',
    'resolve pod-0 svc-0',
    'generate',
  ];
  await fc.assert(
    fc.asyncProperty(shuffled, fc.constantFrom(...commands), async ({ list, order }, command) => {
      const files = list.map((object, index) => {
        writeFileSync(join(folder, `${index}.json`), JSON.stringify(object));
        return `${index}.json`;
      });
      // A spec names the files as it was given them.
      const named = (text: string) => (command === 'generate' ? text.replaceAll(/\d+\.json/g, 'FILE') : text);
      const other = order.map((index) => files[index] ?? '');
      expect(named(await said(command, other))).toBe(named(await said(command, files)));
    }),
    { numRuns: draws(24) },
  );
});

test('and whatever the order of documents and of keys, where no place is told', async () => {
  const commands = ['get all,netpol -o yaml', 'get all -o wide', 'matrix -o csv', 'dns', 'rules --node worker-1'];
  await fc.assert(
    fc.asyncProperty(shuffled, fc.constantFrom(...commands), async ({ list, order }, command) => {
      const text = (all: readonly unknown[]) => all.map((object) => JSON.stringify(object)).join('\n---\n');
      const other = order.map((index) => backwards(list[index]));
      const answer = async (input: string) => (await said(command, ['-'], input)).split('\n').filter(isAnswer);
      expect(await answer(text(other))).toEqual(await answer(text(list)));
    }),
    { numRuns: draws(16) },
  );
});

test('one object alone has its keys in order, too', async () => {
  const pod = '{spec: {containers: [{name: c, image: nginx}]}, metadata: {name: p}, kind: Pod, apiVersion: v1}';
  const { stdout } = await curlew(['get', 'pod', 'p', '-o', 'yaml', '-f', '-'], { input: pod });
  expect(stdout.match(/^\w+/gm)).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
});

/** A warning names its place, which is another. */
function isAnswer(line: string): boolean {
  return !/^<stdin>:|^ *\d* \||^ {2}hint: /.test(line);
}

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, backwards(each)] as const);
  return Object.fromEntries(entries.reverse());
}
