import type { Findings, Texts } from '../difference.ts';
import { matchText } from '../match-text.ts';
import { outcomeOfAll } from '../web/outcome.ts';

/** Pings by whether an answer comes, and by the address that is asked; times and counts are the network's. */
export function comparePings({ printed, actual, bindings, known }: Texts): Findings {
  const page = endOf(printed.map(({ text }) => text));
  const theirs = endOf(actual);
  const telling = printed.find(({ text }) => endOf([text]) !== undefined) ?? printed[0];
  const line = telling?.line ?? 0;
  const isUnresolved = theirs === 'unresolved' && page !== 'unresolved';
  if ((page !== undefined && page !== theirs && !(page === 'lost' && theirs === undefined)) || isUnresolved) {
    const why =
      theirs === 'answered' ? 'an answer comes' : isUnresolved ? 'the name does not resolve' : 'no answer comes';
    const found = actual.find((text) => endOf([text]) !== undefined) ?? '';
    return { bindings, differences: [{ line, expected: telling?.text.trim() ?? '', actual: found.trim(), why }] };
  }
  const asked = /^PING \S+ \(([\d.]+)\)/;
  const mine = printed.find(({ text }) => asked.test(text.trim()));
  const other = actual.find((text) => asked.test(text.trim()));
  const [from, to] = [asked.exec(mine?.text.trim() ?? '')?.[1], asked.exec(other?.trim() ?? '')?.[1]];
  if (mine === undefined || from === undefined || to === undefined || known.ownersOf(to).length === 0)
    return { bindings, differences: [] };
  const match = matchText(from, to, { bindings, known, line: mine.line });
  if (match.why === undefined) return { bindings: match.bindings, differences: [] };
  return { bindings, differences: [{ line: mine.line, expected: from, actual: to, why: match.why }] };
}

type End = 'answered' | 'lost' | 'unresolved';

function endOf(lines: readonly string[]): End | undefined {
  if (outcomeOfAll(lines) === 'unresolved') return 'unresolved';
  if (lines.some((text) => /bytes from|\b(?:[1-9]\d*) (?:packets )?received| is alive!?$/.test(text)))
    return 'answered';
  return lines.some((text) => /100% packet loss|, 0 (?:packets )?received|unreachable|^\s*\^C/i.test(text))
    ? 'lost'
    : undefined;
}
