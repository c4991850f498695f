import { byLine } from './by-line.ts';
import type { Unit } from './unit.ts';

/**
 * The tracefile that code-coverage services read; it ends with a newline where there is anything to exercise.
 *
 * https://github.com/linux-test-project/lcov, man geninfo, "Tracefile format"
 */
export function formatLcov(units: readonly Unit[]): string {
  const records = [...byLine(units)].map(([file, lines]) => [
    'TN:',
    `SF:${file}`,
    ...lines.map(({ line, hits }) => `DA:${line},${hits}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(({ hits }) => hits > 0).length}`,
    'end_of_record',
  ]);
  return records.map((record) => `${record.join('\n')}\n`).join('');
}
