import { editDistance } from '../../model/index.ts';

/** The names that are likely meant by `wanted`, nearest first: a third of its letters may differ, two at most. */
export function similarNames(wanted: string, names: Iterable<string>): readonly string[] {
  const limit = Math.min(2, Math.floor(wanted.length / 3));
  const near: { name: string; edits: number }[] = [];
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) > limit) continue;
    const edits = editDistance(wanted, name);
    if (edits > 0 && edits <= limit) near.push({ name, edits });
  }
  near.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  return near.slice(0, 3).map(({ name }) => name);
}
