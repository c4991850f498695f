import type { Difference, Findings, PageLine, Texts } from '../difference.ts';
import { matchSet } from '../match-set.ts';
import { matchText, type Scope } from '../match-text.ts';
import { isElision } from '../noise.ts';

/** What a look-up found, whatever client printed it. */
export interface LookUp {
  readonly outcome: 'failed' | 'found' | 'none';
  /** The server that was asked. */
  readonly servers: readonly string[];
  /** Addresses and names that the answers hold. */
  readonly answers: readonly string[];
  /** The line that tells most. */
  readonly at?: PageLine;
}

const ADDRESS = String.raw`(\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]+)`;
const FAILED =
  /can't resolve|can't find|NXDOMAIN|SERVFAIL|not found|no servers could be reached|timed out|Name or service not known|Name does not resolve|could not be found/i;
const ANSWER = /^\S+\s+(?:\d+\s+)?IN\s+(A|AAAA|CNAME|SRV|PTR|TXT)\s+(.+)$/;

/** Reads what nslookup, dig, host or getent printed. */
function readLookUp(lines: readonly PageLine[]): LookUp {
  const servers: string[] = [];
  const answers: string[] = [];
  let isAnswer = false;
  let failed: PageLine | undefined;
  let at: PageLine | undefined;
  const answer = (line: PageLine, text: string) => {
    if (!answers.includes(text)) answers.push(text);
    at ??= line;
  };
  for (const each of lines) {
    const text = each.text.trim();
    const server = new RegExp(`^(?:;; SERVER:|Server:)\\s*${ADDRESS}`).exec(text);
    if (server !== null) servers.push(server[1] ?? '');
    else if (/^Name:/.test(text)) isAnswer = true;
    else if (text.startsWith(';')) failed ??= FAILED.test(text) ? each : undefined;
    else if (ANSWER.test(text)) answer(each, withoutDot(ANSWER.exec(text)?.[2] ?? ''));
    else if (/^Address(?:es)?(?: \d+)?:/.test(text)) {
      const found = new RegExp(`^Address(?:es)?(?: \\d+)?:\\s*${ADDRESS}`).exec(text)?.[1];
      if (found !== undefined && isAnswer) answer(each, found);
      // Some cut the line above it: the address before the name is the server's.
      else if (found !== undefined && servers.length === 0) servers.push(found);
    } else if (new RegExp(`^${ADDRESS}(?:\\s+[\\w.-]+)*$`).test(text)) answer(each, text.split(/\s+/)[0] ?? '');
    else if (/ has (?:IPv6 )?address /.test(text)) answer(each, text.split(' ').at(-1) ?? '');
    else if (/(?:canonical name =|service =|name =|domain name pointer|is an alias for|has SRV record)/.test(text)) {
      answer(
        each,
        withoutDot(text.replace(/^.*(?:canonical name =|service =|name =|pointer|alias for|record)\s*/, '')),
      );
    } else if (FAILED.test(text)) failed ??= each;
  }
  const outcome = answers.length > 0 ? 'found' : failed === undefined ? 'none' : 'failed';
  const line = at ?? failed ?? lines[0];
  return { outcome, servers, answers, ...(line === undefined ? {} : { at: line }) };
}

function withoutDot(text: string): string {
  return text.trim().replace(/\.$/, '');
}

/** Look-ups by their outcome and by the addresses and names in the answers. */
export function compareLookUps(texts: Texts): Findings {
  const { printed, actual, known } = texts;
  const page = readLookUp(printed);
  const theirs = readLookUp(actual.map((text, index) => ({ line: index, text })));
  let bindings = texts.bindings;
  const differences: Difference[] = [];
  const line = page.at?.line ?? printed[0]?.line ?? 0;
  const differ = (expected: string, found: string, why: string) =>
    differences.push({ line, expected, actual: found, why });
  const scope = (): Scope => ({ bindings, known, line });
  const [server, asked] = [page.servers[0], theirs.servers[0]];
  if (server !== undefined && asked !== undefined) {
    const match = matchText(server, asked, scope());
    if (match.why === undefined) bindings = match.bindings;
    else differ(server, asked, match.why === '' ? 'another server is asked' : match.why);
  }
  if (page.outcome !== 'none' && page.outcome !== theirs.outcome) {
    differ(
      page.at?.text.trim() ?? '',
      theirs.at?.text.trim() ?? '',
      theirs.outcome === 'found' ? 'the name resolves' : 'the name does not resolve',
    );
  } else if (page.answers.length > 0) {
    const isPart = printed.some(({ text }) => isElision(text));
    const answers = [...theirs.answers].filter(
      (text) => page.answers.some((each) => each.includes(':')) || !text.includes(':'),
    );
    const match = matchSet(page.answers, answers, scope(), isPart);
    if (match.why === undefined) bindings = match.bindings;
    else differ(page.answers.join(', '), theirs.answers.join(', '), match.why);
  }
  return { bindings, differences };
}
