/** The edits (insert, delete, replace, swap of neighbours) that make one name of another; `limit + 1` for more than `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      next.push(edits);
    }
    before = row;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, limit + 1);
}

/** The names that are likely meant by `wanted`, nearest first: a third of its letters may differ, two at most. */
export function similarNames(wanted: string, names: Iterable<string>): readonly string[] {
  const limit = Math.min(2, Math.floor(wanted.length / 3));
  const near: { name: string; edits: number }[] = [];
  for (const name of names) {
    const edits = editDistance(wanted, name, limit);
    if (edits > 0 && edits <= limit) near.push({ name, edits });
  }
  near.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  return near.slice(0, 3).map(({ name }) => name);
}
