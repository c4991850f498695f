import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileContent, FileReader } from '../api/index.ts';
import { compareText } from '../engine/model/index.ts';
import type { Folders } from './manifest-options.ts';
import { readBytes } from './size-limit.ts';
import { exists, statOf } from './stat-of.ts';

/** Reads from the disk. A relative path is one of `cwd`'s, else of `beside`'s. */
export function fileReader({ cwd = process.cwd(), beside }: Folders = {}): FileReader {
  const bases = beside === undefined ? [cwd] : [cwd, resolve(cwd, beside)];
  return {
    async read(path) {
      for (const base of bases) {
        const absolute = resolve(base, path);
        if (await exists(absolute)) return contentOf(absolute);
      }
      return undefined;
    },
  };
}

async function contentOf(path: string): Promise<FileContent | undefined> {
  const stats = await statOf(path);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return { kind: 'file', text: (await readBytes(path, path)).toString('utf8') };
  return { kind: 'folder', names: (await readdir(path)).sort(compareText) };
}
