import type { Cluster } from '../library/index.ts';
import { expectAllReach, expectConnectivity, expectNoneReaches, expectOnly } from '../spec/index.ts';

/** Judges the Then sentences of a generated feature as the steps would, without cucumber; answers how many there were. */
export function judgeFeature(cluster: Cluster, text: string): number {
  const steps = text
    .slice(text.indexOf('Scenario:'))
    .split(/^ {4}(?:Then|And) /m)
    .slice(1);
  for (const step of steps) judgeStep(cluster, step.split(/\n\s*\n/)[0] ?? '');
  return steps.length;
}

function judgeStep(cluster: Cluster, step: string): void {
  const [sentence = '', ...table] = step.trimEnd().split('\n');
  const [, quantifier, who = '', namespace, to = ''] =
    /^(only|every pod|no pod)(?: ([\w/, -]+?))?(?: ?in namespace "([^"]+)")? can reach (\S+)$/.exec(sentence) ?? [];
  const [, others = '', target = ''] = /^no pod outside namespaces? (.*) can reach (\S+)$/.exec(sentence) ?? [];
  if (target !== '') {
    const outside = [...others.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
    expectNoneReaches(cluster, { to: target, outside });
    return;
  }
  const quantified = { to, ...(namespace === undefined ? {} : { namespace }) };
  if (quantifier === 'only') expectOnly(cluster, who.split(/, | and /), to, 'default');
  else if (quantifier === 'every pod') expectAllReach(cluster, quantified);
  else if (quantifier === 'no pod') expectNoneReaches(cluster, quantified);
  else if (sentence === 'the connectivity is:') expectConnectivity(cluster, table.map(cellsOf), 'default');
  else throw new Error(`no sentence of ours: ${sentence}`);
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
