import { compareText } from '../model/index.ts';
import type { SourceText } from './source-text.ts';

/**
 * The order in which `kubectl apply -f FOLDER` sends what files hold (filepath.Walk, each folder by name); what was written
 * by hand, or handed over, comes after the files. Of an object that is written twice the last one counts.
 */
export function compareTexts(a: SourceText, b: SourceText): number {
  return (
    Number(a.isInline) - Number(b.isInline) ||
    compareSteps(stepsOf(a.name), stepsOf(b.name)) ||
    a.position(0).line - b.position(0).line ||
    compareText(a.text, b.text)
  );
}

/** The folders of a path, and the numbers of what is told apart by numbers: `objects[10]`. */
function stepsOf(name: string): readonly (string | number)[] {
  const numbered = /^(.*)\[(\d+)\]$/.exec(name);
  return numbered === null ? name.split('/') : [...(numbered[1] ?? '').split('/'), Number(numbered[2])];
}

function compareSteps(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order =
      typeof step === 'number' && typeof other === 'number' ? step - other : compareText(String(step), String(other));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
