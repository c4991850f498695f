import type { CoverageUnit } from '../../engine/model/index.ts';
import { byLine, type CoveredLine } from './by-line.ts';

/**
 * The tracefile that code-coverage services read; it ends with a newline where there is anything to exercise. Several units
 * on one line are its branches: the least exercised speaks for the line, and each for itself.
 *
 * https://github.com/linux-test-project/lcov, man geninfo, "Tracefile format"
 */
export function formatLcov(units: readonly CoverageUnit[]): string {
  const records = [...byLine(units)].map(([file, lines]) => [
    'TN:',
    `SF:${file}`,
    ...branchRecords(lines),
    ...lines.map(({ line, hits }) => `DA:${line},${hits}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(({ hits }) => hits > 0).length}`,
    'end_of_record',
  ]);
  return records.map((record) => `${record.join('\n')}\n`).join('');
}

/** A line that nothing reached has branches that were never taken, which is not the same as 0 times. */
function branchRecords(lines: readonly CoveredLine[]): readonly string[] {
  const several = lines.filter((each) => each.units.length > 1);
  if (several.length === 0) return [];
  const branches = several.flatMap((each) => each.units);
  const records = several.flatMap(({ line, units }) => {
    const isReached = units.some(({ hits }) => hits > 0);
    return units.map(({ hits }, index) => `BRDA:${line},0,${index},${isReached ? hits : '-'}`);
  });
  const taken = branches.filter(({ hits }) => hits > 0).length;
  return [...records, `BRF:${branches.length}`, `BRH:${taken}`];
}
