import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Backend } from './backend.ts';
import { simulated } from './simulated.ts';

const cwd = mkdtempSync(join(tmpdir(), 'curlew simulated '));
afterAll(() => rmSync(cwd, { recursive: true }));

const namespace = (name: string) => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}`;
const write = (name: string) => writeFileSync(join(cwd, 'n.yaml'), namespace(name));
const has = async (backend: Backend, name: string) => (await backend.objects()).get('Namespace', name) !== undefined;

describe('a file that is another one since', () => {
  test('is read anew by the next scenario; one that is the same makes the same cluster', async () => {
    const kind = simulated();
    const given = { manifests: ['n.yaml'], cwd };
    write('one');
    const [first, same] = [await kind.start(given), await kind.start(given)];
    write('two');
    const second = await kind.start(given);
    expect([await has(first, 'one'), await has(second, 'one'), await has(second, 'two')]).toEqual([true, false, true]);
    expect(await same.objects()).toBe(await first.objects());
  });

  test('is read anew where it is applied', async () => {
    const kind = simulated();
    const apply = async () => (await kind.start({})).apply({ manifests: ['n.yaml'], cwd });
    write('one');
    expect(await has(await apply(), 'one')).toBe(true);
    write('two');
    expect(await has(await apply(), 'one')).toBe(false);
    expect(await (await apply()).objects()).toBe(await (await apply()).objects());
  });

  test('and so is a Cluster file', async () => {
    const kind = simulated();
    const cluster = (node: string) =>
      `apiVersion: curlew.dev/v1\nkind: Cluster\nmetadata: {name: c}\nspec: {nodes: [{name: ${node}, address: 192.168.1.1}]}\n`;
    const nodes = async () => {
      const view = await (await kind.start({ cluster: 'c.yaml', cwd })).objects();
      return view.list('Node').map(({ ref }) => ref.name);
    };
    writeFileSync(join(cwd, 'c.yaml'), cluster('east'));
    expect(await nodes()).toEqual(['east']);
    writeFileSync(join(cwd, 'c.yaml'), cluster('west'));
    expect(await nodes()).toEqual(['west']);
  });
});
