import type { CoverageUnit } from '../../engine/model/index.ts';

/** A line with something to exercise. */
export interface CoveredLine {
  readonly line: number;
  /** How many connections exercised it: of several units on a line, the one that the fewest did. */
  readonly hits: number;
  readonly units: readonly CoverageUnit[];
}

/** The files of the units, in order, each with its lines in order. */
export function byLine(units: readonly CoverageUnit[]): ReadonlyMap<string, readonly CoveredLine[]> {
  const files = new Map<string, Map<number, CoverageUnit[]>>();
  for (const unit of units) {
    const { file, line } = unit.rule.location;
    const lines = files.get(file) ?? new Map<number, CoverageUnit[]>();
    files.set(file, lines);
    lines.set(line, [...(lines.get(line) ?? []), unit]);
  }
  return new Map([...files].map(([file, lines]) => [file, [...lines].map(([line, on]) => coveredLine(line, on))]));
}

function coveredLine(line: number, units: readonly CoverageUnit[]): CoveredLine {
  return { line, hits: Math.min(...units.map(({ hits }) => hits)), units };
}
