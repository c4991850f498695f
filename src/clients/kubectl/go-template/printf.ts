import { GoTemplateFault } from './fault.ts';
import { goText } from './go-text.ts';

const VERB = /%(?<flags>[-+ 0#]*)(?<width>\d+)?(?:\.(?<precision>\d+))?(?<verb>[a-zA-Z%])/g;
/** Wider than any terminal: who asks for more fills the memory. */
const WIDEST = 10_000;

/** Go's Sprintf, as far as templates use it: `%s`, `%v`, `%d`, `%q`, `%t`, `%f`, `%x`, with widths. */
export function printf(format: string, values: readonly unknown[]): string {
  const queue = [...values];
  return format.replace(VERB, (written: string, ...rest: readonly unknown[]) => {
    const { flags = '', width, precision, verb = '' } = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (verb === '%') return '%';
    if (queue.length === 0) return `%!${verb}(MISSING)`;
    const text = shown(verb, queue.shift(), { written, precision });
    if (Number(width ?? 0) > WIDEST) throw new GoTemplateFault(`${written} is too wide`);
    if (flags.includes('-')) return text.padEnd(Number(width ?? 0));
    return text.padStart(Number(width ?? 0), flags.includes('0') ? '0' : ' ');
  });
}

interface Verb {
  readonly written: string;
  readonly precision: string | undefined;
}

function shown(verb: string, value: unknown, { written, precision }: Verb): string {
  if (verb === 'v') return goText(value, true);
  if (verb === 's' && typeof value === 'string')
    return precision === undefined ? value : value.slice(0, Number(precision));
  if (verb === 'd' && Number.isInteger(value)) return String(value);
  if (verb === 'q' && typeof value === 'string') return JSON.stringify(value);
  if (verb === 't' && typeof value === 'boolean') return String(value);
  if (verb === 'f' && typeof value === 'number') return value.toFixed(Math.min(Number(precision ?? 6), 100));
  if (verb === 'x' && Number.isInteger(value)) return Number(value).toString(16);
  throw new GoTemplateFault(`${written} of ${goText(value, true)} is not supported here`);
}
