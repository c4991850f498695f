import type { Bindings } from '../bindings.ts';
import { type Difference, type Findings, LACKING, type PageLine, type Texts } from '../difference.ts';
import { isSameGenerated } from '../generated-name.ts';
import type { Scope } from '../match-text.ts';
import { matchText } from '../match-text.ts';
import { isElision } from '../noise.ts';
import { compareFlat } from '../trees/compare-flat.ts';
import { type Field, readDescriptions } from './description.ts';
import { IGNORED, matchField, valuesOf } from './match-field.ts';

type Described = readonly Field[];

/**
 * What `kubectl describe` prints, by key: what the page leaves out is not compared, and a key that the cluster's version
 * does not print is no difference.
 */
export function compareDescriptions(texts: Texts): Findings {
  const lines = texts.actual.map((text, index) => ({ line: index, text }));
  const page = readDescriptions(texts.printed.filter(({ text }) => !isElision(text)));
  const actual = readDescriptions(lines);
  if (actual[0]?.[0]?.key !== 'Name') return compareFlat(texts);
  const free = [...actual];
  let { bindings } = texts;
  const differences: Difference[] = [];
  for (const mine of page) {
    const at = twinOf(mine, free, { ...texts, bindings });
    const [other] = at < 0 ? [] : free.splice(at, 1);
    if (other === undefined) {
      const [first] = mine;
      differences.push({
        line: first?.line ?? 0,
        expected: first?.text ?? '',
        actual: '',
        why: 'the cluster describes no such object',
      });
      continue;
    }
    const found = compareFields(mine, other, { ...texts, bindings });
    bindings = found.bindings;
    differences.push(...found.differences);
  }
  if (page.length > 0 && free.length > 0 && page.length > 1 && !texts.printed.some(({ text }) => isElision(text))) {
    const [extra] = free;
    differences.push({
      line: texts.printed.at(-1)?.line ?? 0,
      expected: '',
      actual: extra?.[0]?.text ?? '',
      why: 'the page does not describe it',
    });
  }
  return { bindings, differences };
}

type Place = Pick<Texts, 'bindings' | 'known'>;

/** The description of the same name, or of a name of the same workload that differs least. */
function twinOf(page: Described, free: readonly Described[], place: Place): number {
  const name = nameOf(page);
  if (name === undefined || free.length === 1) return free.length === 0 ? -1 : 0;
  const same = free.findIndex((other) => nameOf(other) === name && place.known.baseOf(name) === undefined);
  if (same >= 0) return same;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of free.entries()) {
    if (!isSameGenerated(name, nameOf(other) ?? '', place.known)) continue;
    const cost = compareFields(page, other, place).differences.length;
    if (cost < least) [best, least] = [index, cost];
  }
  return best;
}

function nameOf(fields: Described): string | undefined {
  return fields.find(({ key }) => key === 'Name')?.value;
}

function compareFields(page: Described, actual: Described, place: Place): Findings {
  let bindings: Bindings = place.bindings;
  const differences: Difference[] = [];
  const seen = new Map<string, number>();
  for (const mine of page) {
    const key = mine.key.toLowerCase();
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    if (IGNORED.test(mine.key)) continue;
    const twins = actual.filter((each) => each.key.toLowerCase() === key);
    const other = twins[count] ?? (count === 0 ? undefined : null);
    if (other === undefined) {
      if (MUST_HAVE.test(mine.key))
        differences.push({ line: mine.line, expected: mine.text, actual: '', ...missing(mine.key) });
      continue;
    }
    if (other === null) {
      differences.push({
        line: mine.line,
        expected: mine.text,
        actual: '',
        why: `${mine.key} stands there ${twins.length} times`,
      });
      continue;
    }
    const scope: Scope = { bindings, known: place.known, line: mine.line };
    const match = matchField(mine, other, scope);
    if (match.why === undefined) bindings = match.bindings;
    else
      differences.push({
        line: mine.line,
        expected: whole(mine),
        actual: whole(other),
        why: whyOf(mine, other, match.why),
        ...(match.lacks === undefined ? {} : { lacks: match.lacks }),
      });
    const rows = SET_KEYS.test(mine.key)
      ? undefined
      : compareRows(mine.more, other.more, { bindings, known: place.known });
    const below = compareFields(mine.fields, other.fields, {
      bindings: rows?.bindings ?? bindings,
      known: place.known,
    });
    bindings = below.bindings;
    differences.push(...(rows?.differences ?? []), ...below.differences);
  }
  return { bindings, differences };
}

/** Fields that no version leaves out where the object has them. */
const MUST_HAVE = /^(?:NodePort|LoadBalancer Ingress|External IPs|External Name|Health Check NodePort)$/i;
const SET_KEYS = /^(?:Labels|Annotations|Selector|Node-Selectors|Pod Selector|Endpoints|Addresses|Replicas|Node)$/i;

function whole(field: Field): string {
  const values = valuesOf(field);
  return `${field.key}: ${values.length === 0 ? '<none>' : values.join(' ')}`;
}

function whyOf(page: Field, actual: Field, why: string): string {
  const found = valuesOf(actual).join(' ');
  return why === '' || /is not among them$|is there too$/.test(why)
    ? `${page.key} is ${found === '' ? '<none>' : found}`
    : why;
}

/** Rows below a field, such as the paths of an Ingress: each stands there too. */
function compareRows(page: readonly PageLine[], actual: readonly PageLine[], place: Place): Findings {
  let { bindings } = place;
  const differences: Difference[] = [];
  const rest = actual.map(({ text }) => text);
  for (const { line, text } of page) {
    if (/^[-=\s]+$/.test(text) || /^(?:Host|Type|Name|Namespace|Resource|FirstSeen)\s{2,}/.test(text)) continue;
    const at = rest.findIndex((other) => {
      const match = matchText(withoutBrackets(text), withoutBrackets(other), { bindings, known: place.known, line });
      if (match.why === undefined) bindings = match.bindings;
      return match.why === undefined;
    });
    if (at >= 0) rest.splice(at, 1);
    else differences.push({ line, expected: text, actual: rest[0] ?? '', why: 'no such line stands there' });
  }
  return { bindings, differences };
}

/** The endpoints that an Ingress shows behind a backend are in brackets, and in no order. */
function withoutBrackets(text: string): string {
  return text.replace(/\s*\((?:[\d.:,]+|<none>|<error:.*>|.*\+ \d+ more.*)\)/g, '').replace(/\s+/g, ' ');
}

/** Without an address, a Service has no such line at all. */
function missing(key: string): Pick<Difference, 'why' | 'lacks'> {
  return /^loadbalancer ingress$/i.test(key)
    ? { why: LACKING.Service, lacks: 'Service' }
    : { why: `there is no ${key}` };
}
