import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { Cluster, fileReader } from './index.ts';
import { readStream } from './size-limit.ts';

const cwd = mkdtempSync(join(tmpdir(), 'curlew-limits-'));
const POD = '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}\n';
writeFileSync(join(cwd, 'pod.yaml'), POD);
writeFileSync(join(cwd, 'large.yaml'), '');
truncateSync(join(cwd, 'large.yaml'), 2 ** 30);
afterAll(() => rmSync(cwd, { recursive: true }));

describe('a text over 32 MiB is refused at every door, unread', () => {
  const LARGE = /^large\.yaml has 1024 MiB: texts are read up to 32 MiB\n {2}hint: /;

  test('a Cluster file', async () => {
    await expect(Cluster.load({ cwd, manifests: ['pod.yaml'], cluster: 'large.yaml' })).rejects.toThrow(LARGE);
  });

  test('a file that a sentence or a command names', async () => {
    await expect(fileReader({ cwd }).read('large.yaml')).rejects.toThrow(/large\.yaml has 1024 MiB/);
    await expect(fileReader({ cwd }).read('pod.yaml')).resolves.toEqual({ kind: 'file', text: POD });
  });

  test('standard input, which may have no end', async () => {
    let read = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          read++;
          yield 'a'.repeat(2 ** 20);
        }
      })(),
    );
    await expect(readStream(endless, 'standard input')).rejects.toThrow(/^standard input has more than 32 MiB: /);
    expect(read).toBeLessThan(64);
  });

  test('and one of less is text, wherever its pieces end', async () => {
    const pieces = [...Buffer.from('a: ä€😀')].map((byte) => Buffer.from([byte]));
    await expect(readStream(Readable.from(pieces), 'standard input')).resolves.toBe('a: ä€😀');
  });
});

describe.skipIf(process.platform === 'win32')('a device', () => {
  test('is read where it has an end', async () => {
    await expect(fileReader({ cwd }).read('/dev/null')).resolves.toEqual({ kind: 'file', text: '' });
  });

  test('and is too much where it has none', async () => {
    await expect(fileReader({ cwd }).read('/dev/zero')).rejects.toThrow(/dev\/zero has more than 32 MiB/);
  });
});

describe.skipIf(process.platform === 'win32')('a pipe with a name', () => {
  const pipe = (name: string): string => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(cwd, name)]);
    return name;
  };

  test('is read to its end, however slowly somebody writes', async () => {
    const name = pipe('slow');
    const writer = spawn('sh', ['-c', 'sleep 0.2; (cat pod.yaml; sleep 0.2; echo ---; sed s/p}/q}/ pod.yaml) > slow'], {
      cwd,
    });
    const cluster = await Cluster.load({ cwd, manifests: [name] });
    writer.kill();
    expect(cluster.get('Pod', 'default').map(({ metadata }) => metadata.name)).toEqual(['p', 'q']);
  });

  test('to which nobody writes is refused', async () => {
    const refused = Cluster.load({ cwd, manifests: [pipe('silent')] });
    await expect(refused).rejects.toThrow(/^cannot read silent: it is a pipe, and nobody writes to it\n {2}hint: /);
  });

  test('that has no end is refused', async () => {
    const name = pipe('endless');
    const writer = spawn('sh', ['-c', 'yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa > endless'], { cwd });
    await expect(Cluster.load({ cwd, manifests: [name] })).rejects.toThrow(/^endless has more than 32 MiB: /);
    writer.kill();
  });
});

test('folders nest up to 100 levels', async () => {
  mkdirSync(join(cwd, 'deep', ...Array(100).fill('a')), { recursive: true });
  writeFileSync(join(cwd, 'deep', ...Array(100).fill('a'), 'pod.yaml'), POD);
  const cluster = await Cluster.load({ cwd, manifests: ['deep'] });
  expect(cluster.get('Pod', 'default')).toHaveLength(1);
  mkdirSync(join(cwd, 'deep', ...Array(101).fill('a')));
  await expect(Cluster.load({ cwd, manifests: ['deep'] })).rejects.toThrow(
    /^the folders in deep nest deeper than 100 levels: .*\n {2}hint: /,
  );
});
