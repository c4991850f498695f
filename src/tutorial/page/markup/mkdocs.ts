import { FenceState, indentationOf, type SourceLine } from './source-lines.ts';
import { OpenTabs } from './tabs.ts';

const ADMONITION = /^(\s*)(?:!!!|\?\?\?\+?)\s+[\w"-]/;
const TAB = /^(\s*)===[!+]?\s+"([^"]*)"\s*$/;

interface Open {
  /** The column of the marker; its content stands four further. */
  readonly column: number;
  readonly isTab: boolean;
}

/** Takes the indentation of MkDocs' admonitions and tabs away, so that they read as other text; lines stay where they are. */
export function readMkDocs(lines: readonly SourceLine[]): readonly SourceLine[] {
  if (!lines.some(({ text }) => text.length < 2000 && (ADMONITION.test(text) || TAB.test(text)))) return lines;
  const open: Open[] = [];
  const tabs = new OpenTabs();
  let fences = new FenceState();
  const close = () => {
    if (open.pop()?.isTab === true) tabs.closeGroup();
  };
  return lines.map((line) => {
    if (line.text.trim() === '' || line.text.length > 2000) return line;
    const column = indentationOf(line.text);
    const [, , name] = TAB.exec(line.text) ?? [];
    const isNext = (each: Open) => name !== undefined && each.isTab && each.column === column;
    for (let last = open.at(-1); last !== undefined && column < last.column + 4 && !isNext(last); last = open.at(-1)) {
      close();
      fences = new FenceState();
    }
    const text = dedent(line.text, open.length * 4);
    const current = () => (tabs.current === undefined ? {} : { tabs: tabs.current });
    if (fences.isInside(text)) return { ...line, ...current(), text };
    const last = open.at(-1);
    if (name !== undefined) {
      if (last === undefined || !isNext(last)) {
        open.push({ column, isTab: true });
        tabs.openGroup();
      }
      tabs.openTab(name);
      return { ...line, text: '' };
    }
    if (ADMONITION.test(line.text)) {
      open.push({ column, isTab: false });
      return { ...line, text: '' };
    }
    return { ...line, ...current(), text: isNext(last ?? { column: -1, isTab: false }) ? line.text : text };
  });
}

function dedent(text: string, columns: number): string {
  if (columns === 0) return text;
  const indent = indentationOf(text);
  return ' '.repeat(Math.max(0, indent - columns)) + text.trimStart();
}
