import type { FileReader } from '../../../api/index.ts';

/** Files that are on no disk: texts by their paths. */
export function filesOf(texts: Readonly<Record<string, string>>): FileReader {
  return {
    async read(path) {
      const text = texts[path];
      if (text !== undefined) return { kind: 'file', text };
      const below = Object.keys(texts).filter((each) => each.startsWith(`${path}/`));
      const names = new Set(below.map((each) => each.slice(path.length + 1).split('/')[0] ?? ''));
      return names.size === 0 ? undefined : { kind: 'folder', names: [...names].sort() };
    },
  };
}
