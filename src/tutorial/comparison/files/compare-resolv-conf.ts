import { type Difference, type Findings, lastLine, type Texts } from '../difference.ts';
import { itemsOf, matchSet } from '../match-set.ts';
import { isElision } from '../noise.ts';

/** resolv.conf as sets: servers, search domains (those of the author's machines apart), options. */
export function compareResolvConf(texts: Texts): Findings {
  const { printed, actual, known } = texts;
  let bindings = texts.bindings;
  const differences: Difference[] = [];
  const isPart = printed.some(({ text }) => isElision(text));
  const theirs = valuesOf(actual);
  const mine = valuesOf(printed.map(({ text }) => text));
  for (const [key, values] of mine) {
    const found = theirs.get(key) ?? [];
    const line = printed.find(({ text }) => text.trim().startsWith(key))?.line ?? lastLine(printed);
    const wanted = key === 'search' ? values.filter((domain) => found.includes(domain) || isOfCluster(domain)) : values;
    const given = key === 'search' ? found.filter((domain) => wanted.includes(domain) || isOfCluster(domain)) : found;
    const match = matchSet(wanted, given, { bindings, known, line }, isPart);
    if (match.why === undefined) bindings = match.bindings;
    else
      differences.push({
        line,
        expected: `${key} ${values.join(' ')}`,
        actual: `${key} ${found.join(' ')}`,
        why: match.why,
      });
  }
  for (const [key, values] of theirs) {
    if (mine.has(key) || isPart || key === 'options') continue;
    differences.push({
      line: lastLine(printed),
      expected: '',
      actual: `${key} ${values.join(' ')}`,
      why: `the page has no ${key}`,
    });
  }
  return { bindings, differences };
}

/** A domain that the kubelet writes, not the search list of a machine. */
function isOfCluster(domain: string): boolean {
  return /(?:^|\.)svc\./.test(domain) || domain === 'cluster.local';
}

function valuesOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [key = '', ...rest] = itemsOf(line, /\s+/);
    if (!['nameserver', 'search', 'options', 'domain'].includes(key)) continue;
    values.set(key, [...(values.get(key) ?? []), ...rest]);
  }
  return values;
}
