/** One change of a page: lines that go, and lines that come in their place; `line` is counted from 1. */
export interface PageEditLines {
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The changes of a page as a diff; nothing for a page without any. https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
export function pageEdits(page: string, edits: readonly PageEditLines[]): string {
  if (edits.length === 0) return '';
  let shift = 0;
  const hunks = edits.map(({ line, removed, added }) => {
    const head = `@@ -${line},${removed.length} +${line + shift},${added.length} @@`;
    shift += added.length - removed.length;
    const lines = [...removed.map((each) => `-${each}`), ...added.map((each) => `+${each}`)];
    return [head, ...lines.map((each) => each.replace(/\r$/, ''))].join('\n');
  });
  return `${[`--- ${page}`, `+++ ${page}`, ...hunks].join('\n')}\n`;
}
