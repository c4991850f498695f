import type { Bindings } from '../bindings.ts';
import { type Difference, type Findings, lastLine, type PageLine, type Texts } from '../difference.ts';
import { isSameGenerated } from '../generated-name.ts';
import { matchName, matchText } from '../match-text.ts';
import { isElision } from '../noise.ts';
import { type Message, messageOf } from './message.ts';

/** Whether a line is a message of kubectl: what was done, or why not. */
export function isMessage(line: string): boolean {
  return messageOf(line) !== undefined;
}

interface Said {
  readonly line: number;
  readonly text: string;
  readonly message: Message | undefined;
}

/**
 * Messages by verb, kind and name, whatever the order: `pod "web" created` says what `pod/web created` says. Lines that
 * are no message are held against each other word by word.
 */
export function compareMessages(texts: Texts): Findings {
  const { actual } = texts;
  // Until 1.8 `get` said so beside the error.
  const isError = actual.some((text) => messageOf(text)?.verb === 'error');
  const printed = texts.printed.filter(
    ({ text }) => !(isError && texts.printed.length > 1 && /^\s*No resources found\.$/.test(text)),
  );
  let bindings = texts.bindings;
  const isElided = printed.some(({ text }) => isElision(text));
  const rest = actual
    .map((text, index) => said({ line: index, text }))
    .filter(({ message }) => message?.verb !== 'waits');
  const differences: Difference[] = [];
  const open: Said[] = [];
  for (const page of printed.filter(({ text }) => !isElision(text)).map(said)) {
    if (page.message?.verb === 'waits') continue;
    const at = rest.findIndex((other) => {
      const next = matchSaid(page, other, texts, bindings);
      if (next !== undefined) bindings = next;
      return next !== undefined;
    });
    if (at >= 0) rest.splice(at, 1);
    else open.push(page);
  }
  for (const page of open) {
    const near = rest.findIndex(({ message }) => isNear(page.message, message));
    const [other] = rest.splice(near < 0 ? 0 : near, 1);
    differences.push({ line: page.line, expected: page.text, actual: other?.text ?? '', why: whyOf(page, other) });
  }
  for (const other of rest) {
    if (isElided || isLeftOut(other, texts)) continue;
    differences.push({ line: lastLine(printed), expected: '', actual: other.text, why: 'the page does not show that' });
  }
  return { bindings: released(bindings, actual, texts), differences };
}

function said({ line, text }: PageLine): Said {
  return { line, text: text.trim(), message: messageOf(text) };
}

function isNear(page: Message | undefined, actual: Message | undefined): boolean {
  return page !== undefined && actual !== undefined && page.name !== undefined && page.name === actual.name;
}

function matchSaid(page: Said, actual: Said, { known }: Texts, bindings: Bindings): Bindings | undefined {
  const scope = { bindings, known, line: page.line };
  const [mine, other] = [page.message, actual.message];
  if (mine === undefined || other === undefined) {
    const isNamed = mine === undefined && other !== undefined && page.text === `${other.kind}s/${other.name}`;
    if (isNamed) return bindings;
    const match = mine === other ? matchText(page.text, actual.text, scope) : undefined;
    return match?.why === undefined ? match?.bindings : undefined;
  }
  if (mine.verb !== other.verb || mine.reason !== other.reason) return undefined;
  if (mine.kind !== undefined && other.kind !== undefined && mine.kind !== other.kind) return undefined;
  if (mine.reason === 'other') return matchText(page.text, actual.text, scope).why === undefined ? bindings : undefined;
  if (mine.name === undefined || other.name === undefined) return bindings;
  if (mine.name !== other.name && !isSameGenerated(mine.name, other.name, known)) {
    const match = matchText(mine.name, other.name, scope);
    return match.why === undefined ? match.bindings : undefined;
  }
  if (mine.name === other.name) return bindings;
  const match = matchName(mine.name, other.name, scope);
  return match.why === undefined ? match.bindings : undefined;
}

function whyOf(page: Said, other: Said | undefined): string {
  if (other === undefined) return 'nothing says that';
  const [mine, theirs] = [page.message, other.message];
  if (mine === undefined || theirs === undefined) return 'it prints something else';
  if (theirs.verb === 'error' && mine.verb !== 'error') return 'the command fails';
  if (mine.verb === 'error' && theirs.verb !== 'error') return 'the command does not fail';
  if (mine.kind !== theirs.kind && mine.kind !== undefined) return `it is a ${theirs.kind}, not a ${mine.kind}`;
  if (mine.name !== theirs.name) return `it is ${theirs.name}, not ${mine.name}`;
  return `it is ${theirs.verb}, not ${mine.verb}`;
}

/** What `run --rm` says when its shell is left is at the page's end, or nowhere; `helm`-like hints are no result. */
function isLeftOut({ message }: Said, { argv }: Texts): boolean {
  return message?.verb === 'deleted' && argv.includes('run');
}

/** What was deleted is gone with its addresses: a thing of that name may have others from here on. */
function released(bindings: Bindings, actual: readonly string[], { known }: Texts): Bindings {
  let result = bindings;
  for (const text of actual) {
    const message = messageOf(text);
    if (message?.verb !== 'deleted' || message.name === undefined) continue;
    const isGone = (owner: string) =>
      owner.toLowerCase().startsWith(`${message.kind} `) && owner.replace(/^.*[ /]/, '') === message.name;
    for (const { owner } of result.pairs) {
      if (owner !== undefined && isGone(owner)) result = result.without(owner);
    }
  }
  return known === undefined ? bindings : result;
}
