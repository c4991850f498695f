import type { CoverageUnit } from '../../engine/model/index.ts';
import { byLine } from './by-line.ts';

/** A manifest file whose lines say in a comment how often they were exercised: it stays the same YAML. */
export function annotate(text: string, units: readonly CoverageUnit[]): string {
  const lines = text.split('\n');
  for (const covered of [...byLine(units).values()].flat()) {
    const comment = `# ${commentOf(covered.units)}`;
    const line = lines[covered.line - 1];
    if (line === undefined) continue;
    const end = line.endsWith('\r') ? '\r' : '';
    lines[covered.line - 1] = `${line.trimEnd()}  ${comment}${end}`;
  }
  return lines.join('\n');
}

function commentOf(units: readonly CoverageUnit[]): string {
  return units.map(({ kind, hits }) => (hits === 0 ? `${kind} NOT EXERCISED` : `${kind} ${hits}×`)).join(', ');
}
