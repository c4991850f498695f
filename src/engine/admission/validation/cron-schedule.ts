import type { FieldPath } from '../../model/index.ts';
import type { Report } from './report.ts';
import { invalid } from './report.ts';

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const DESCRIPTOR = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const DURATION = /^[+-]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/;

/** Reports a schedule that the CronJob controller cannot read: github.com/robfig/cron/v3, five fields. */
export function validateSchedule(report: Report, path: FieldPath, schedule: string): void {
  const message = scheduleFlaw(schedule);
  if (message !== undefined) invalid(report, path, schedule, message);
  if (!schedule.includes('TZ')) return;
  invalid(report, path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
}

function scheduleFlaw(schedule: string): string | undefined {
  const text = schedule.replace(/^(TZ|CRON_TZ)=\S* /, '').trim();
  if (text.startsWith('@')) return descriptorFlaw(text);
  const fields = text.split(/\s+/).filter((each) => each !== '');
  if (fields.length !== FIELDS.length) {
    return `expected exactly ${FIELDS.length} fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [index, bounds] of FIELDS.entries()) {
    for (const range of (fields[index] ?? '').split(',').filter((each) => each !== '')) {
      const flaw = rangeFlaw(range, bounds);
      if (flaw !== undefined) return flaw;
    }
  }
  return undefined;
}

function descriptorFlaw(text: string): string | undefined {
  const [, duration] = /^@every (.*)$/.exec(text) ?? [];
  if (duration === undefined) return DESCRIPTOR.test(text) ? undefined : `unrecognized descriptor: ${text}`;
  if (DURATION.test(duration)) return undefined;
  return `failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`;
}

/** `number | number "-" number [ "/" number ]`; `*` and `?` are the whole range, and `5/10` goes on to its end. */
function rangeFlaw(range: string, { min, max, names = [] }: Bounds): string | undefined {
  const [span = '', step = '1', ...slashes] = range.split('/');
  const [low = '', high = low, ...hyphens] = span.split('-');
  const open = low === '*' || low === '?';
  const single = !span.includes('-');
  const start = open ? { value: min } : readNumber(low, min, names);
  if ('flaw' in start) return start.flaw;
  const end = open ? { value: max } : readNumber(high, min, names);
  if ('flaw' in end) return end.flaw;
  if (hyphens.length > 0 && !open) return `too many hyphens: ${range}`;
  const every = readNumber(step, min, []);
  if ('flaw' in every) return every.flaw;
  if (slashes.length > 0) return `too many slashes: ${range}`;
  const last = single && range.includes('/') ? max : end.value;
  if (start.value < min) return `beginning of range (${start.value}) below minimum (${min}): ${range}`;
  if (last > max) return `end of range (${last}) above maximum (${max}): ${range}`;
  if (start.value > last) return `beginning of range (${start.value}) beyond end of range (${last}): ${range}`;
  return every.value === 0 ? `step of range should be a positive number: ${range}` : undefined;
}

function readNumber(
  text: string,
  first: number,
  names: readonly string[],
): { readonly value: number } | { readonly flaw: string } {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return { value: named + first };
  if (!/^[+-]?\d+$/.test(text)) {
    return {
      flaw: `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    };
  }
  const value = Number(text);
  return value < 0 ? { flaw: `negative number (${value}) not allowed: ${text}` } : { value };
}
