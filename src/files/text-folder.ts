import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { FileContent } from '../api/index.ts';
import { compareText } from '../engine/model/index.ts';
import { MOST_BYTES } from './size-limit.ts';

/**
 * The texts of a folder, read when they are asked for, by paths with `/` that start in it. Whatever lies outside of it is
 * not there, also where a link leads out; nor is what is larger than any manifest.
 */
export class TextFolder {
  readonly #root: string;

  /** @param root an absolute path */
  constructor(root: string) {
    this.#root = root;
  }

  /** The text of a file; `undefined` for everything else. */
  textOf(path: string): string | undefined {
    const content = this.contentOf(path);
    return content?.kind === 'file' ? content.text : undefined;
  }

  /** A file, or the names in a folder. */
  contentOf(path: string): FileContent | undefined {
    try {
      const root = realpathSync(this.#root);
      const real = realpathSync(resolve(root, path));
      if (real !== root && !real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) return undefined;
      const stats = statSync(real);
      if (stats.isDirectory()) return { kind: 'folder', names: readdirSync(real).sort(compareText) };
      if (!stats.isFile() || stats.size > MOST_BYTES) return undefined;
      return { kind: 'file', text: readFileSync(real, 'utf8') };
    } catch {
      return undefined;
    }
  }
}
