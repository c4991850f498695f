import type { Bindings } from '../bindings.ts';
import type { Difference, Findings, PageLine, Texts } from '../difference.ts';
import { compareLines } from '../lines/compare-lines.ts';
import { matchAddress } from '../match-text.ts';
import { isElision } from '../noise.ts';
import { isClientLine, isEchoedHeader, isHeaderLine } from './client-noise.ts';
import { type Outcome, outcomeOf, outcomeOfAll } from './outcome.ts';

/**
 * What a client of HTTP prints: the outcome, the address that it connected to, and the lines of the page that came, in
 * their order; the page may be shortened to one of its sentences. `isRepeated`: of several answers, in any order.
 */
export function compareAnswers(given: Texts, isRepeated: boolean): Findings {
  const texts = withOwnLines(given);
  const { printed, actual } = texts;
  const mine = outcomeOfAll(printed.map(({ text }) => text));
  const theirs = answerOf(actual);
  const differences: Difference[] = [];
  const body = printed.filter(({ text }) => isBody(text));
  const told = toldOutcome(mine, body);
  if (!isRepeated && !isSameOutcome(told, theirs)) {
    const at = printed.find(({ text }) => outcomeOf(text) !== 'nothing') ?? body[0] ?? printed[0];
    differences.push({
      line: at?.line ?? 0,
      expected: at?.text.trim() ?? '',
      actual: firstTelling(actual),
      why: `${OUTCOME_WORDS[theirs.split(' ')[0] ?? ''] ?? theirs}, and the page says otherwise`,
    });
    return { bindings: texts.bindings, differences };
  }
  const connected = connectedTo(texts);
  const lines = compareLines(
    {
      ...texts,
      bindings: connected.bindings,
      printed: isRepeated ? body : body.filter(isLaidOutOnce(actual)),
      actual: actual.filter((text) => isBody(text)).flatMap((text) => namesOf(text, texts.known)),
    },
    { isPart: true, isPiece: true, isSet: isRepeated },
  );
  return { bindings: lines.bindings, differences: [...connected.differences, ...lines.differences] };
}

/** Tags that stand on one line, and answers that end without a new line, on lines of their own. */
function withOwnLines(texts: Texts): Texts {
  const printed = texts.printed.flatMap(({ line, text }) => tagsOf(text).map((each) => ({ line, text: each })));
  return { ...texts, printed, actual: texts.actual.flatMap(tagsOf).flatMap((text) => answersIn(text, printed)) };
}

function tagsOf(text: string): readonly string[] {
  return /^\s*<[a-z!/]/i.test(text) ? text.split(/(?<=>)(?=<[a-z]+>\s*(?:<|$))/i) : [text];
}

/** The answers of several servers in one line, where the page has them below each other and they begin alike. */
function answersIn(text: string, printed: readonly PageLine[]): readonly string[] {
  const lines = printed.map((each) => each.text.trim()).filter((each) => each !== '');
  const [first = ''] = lines;
  let length = first.length;
  while (length > 0 && !lines.every((line) => line.startsWith(first.slice(0, length)))) length -= 1;
  // Behind the first word of a generated name each cluster has its own.
  const start = /^[A-Za-z][\w.]*[-:= ]/.exec(first.slice(0, length))?.[0] ?? '';
  if (lines.length < 2 || start.length < 4 || !text.startsWith(start)) return [text];
  const parts = text.split(start).slice(1);
  return parts.length === lines.length ? parts.map((part) => start + part) : [text];
}

/** Leaves out the lines of HTML that the answer has on several lines, or on a longer one: `<html><head>`. */
function isLaidOutOnce(actual: readonly string[]): (line: PageLine) => boolean {
  const lines = new Set(actual.map((text) => text.trim()));
  const whole = actual.join('').replace(/\s+/g, '');
  return ({ text }) => {
    const tags = text.trim();
    return lines.has(tags) || !/^(?:<[a-z!/][^<>]*>\s*){2,}$/i.test(tags) || !whole.includes(tags.replace(/\s+/g, ''));
  };
}

/** Names of pods that stand in one line because no server ended its answer with a new one. */
function namesOf(line: string, known: Texts['known']): readonly string[] {
  const names: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    let length = Math.min(rest.length, 253);
    while (length > 0 && known.objectsNamed(rest.slice(0, length)).length === 0) length -= 1;
    if (length === 0) return [line];
    names.push(rest.slice(0, length));
    rest = rest.slice(length).trim();
  }
  return names.length > 1 ? names : [line];
}

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  answered: 'it is answered',
  closed: 'the connection is closed',
  denied: 'it is denied',
  hangs: 'it times out',
  no: 'the container has no such program',
  nothing: 'nothing is printed',
  refused: 'it is refused',
  unresolved: 'the name does not resolve',
  unreachable: 'there is no route',
};

function isBody(text: string): boolean {
  if (isElision(text) || isEchoedHeader(text)) return false;
  return !isClientLine(text) && !isHeaderLine(text) && (outcomeOf(text) === 'nothing' || isPlainAnswer(text));
}

/** `... is open` and the like are outcomes; a page that says "saved" is a page. */
function isPlainAnswer(text: string): boolean {
  return outcomeOf(text) === 'answered' && /^\s*</.test(text);
}

/** What the cluster answered: a page, or the outcome that its client tells. */
function answerOf(actual: readonly string[]): Outcome {
  const outcome = outcomeOfAll(actual);
  if (outcome !== 'nothing') return outcome;
  return actual.some((text) => text.trim() !== '') ? 'answered' : 'nothing';
}

function toldOutcome(outcome: Outcome, body: readonly PageLine[]): Outcome {
  return outcome === 'nothing' && body.length > 0 ? 'answered' : outcome;
}

/** A page that shows only how the client connects says nothing of the end. */
function isSameOutcome(page: Outcome, actual: Outcome): boolean {
  if (page === actual || page === 'nothing') return true;
  const isGood = (outcome: Outcome) => outcome === 'answered' || /^status [23]/.test(outcome);
  if (page === 'hangs' && actual === 'nothing') return true;
  return isGood(page) && isGood(actual) && (page === 'answered' || actual === 'answered');
}

function firstTelling(actual: readonly string[]): string {
  return (
    actual.find((text) => outcomeOf(text) !== 'nothing') ??
    actual.find((text) => text.trim() !== '') ??
    ''
  ).trim();
}

const CONNECTED = /^(?:Connecting to|\*\s+Trying|\* Connected to)[^\d(]*(?:.*\()?((?:\d{1,3}\.){3}\d{1,3})/;

/** The address that the name stands for, which both clients print. */
function connectedTo({ printed, actual, bindings, known }: Texts): Findings {
  const theirs = actual.map((text) => CONNECTED.exec(text.trim())?.[1]).find((found) => found !== undefined);
  let result: Bindings = bindings;
  const differences: Difference[] = [];
  for (const { line, text } of printed) {
    const mine = CONNECTED.exec(text.trim())?.[1];
    if (mine === undefined || theirs === undefined || known.ownersOf(theirs).length === 0) continue;
    const match = matchAddress(mine, theirs, { bindings: result, known, line });
    if (match.why === undefined) result = match.bindings;
    else
      differences.push({
        line,
        expected: mine,
        actual: theirs,
        why: match.why === '' ? 'the addresses differ' : match.why,
      });
  }
  return { bindings: result, differences };
}
