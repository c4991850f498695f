import type { Difference, Findings, Texts } from '../difference.ts';
import { matchText } from '../match-text.ts';

/** `netstat` and `ss` by the ports that somebody listens on; programs and queues are the machine's. */
export function compareSockets({ printed, actual, bindings, known }: Texts): Findings {
  const theirs = actual.map(listenerOf);
  let result = bindings;
  const differences: Difference[] = [];
  for (const { line, text } of printed) {
    const mine = listenerOf(text);
    if (mine === undefined) continue;
    const isThere = theirs.some((other) => {
      if (other === undefined || other.protocol !== mine.protocol) return false;
      const match = matchText(mine.port, other.port, { bindings: result, known, line });
      if (match.why === undefined) result = match.bindings;
      return match.why === undefined;
    });
    if (!isThere)
      differences.push({
        line,
        expected: text.trim(),
        actual: '',
        why: `nobody listens on ${mine.port}/${mine.protocol}`,
      });
  }
  return { bindings: result, differences };
}

function listenerOf(text: string): { readonly protocol: string; readonly port: string } | undefined {
  const found = /^\s*(tcp|udp|sctp)6?\s.*?[\d.:*\]](?::)(\d+)\s/i.exec(`${text} `);
  if (found === null || /ESTABLISHED|TIME_WAIT|CLOSE_WAIT|SYN_/.test(text)) return undefined;
  return { protocol: (found[1] ?? '').toLowerCase(), port: found[2] ?? '' };
}
