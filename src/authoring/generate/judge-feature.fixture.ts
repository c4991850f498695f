import type { Cluster } from '../../api/index.ts';
import {
  expectAllReach,
  expectConnectivity,
  expectExposed,
  expectNoneReaches,
  expectNotExposed,
  expectOnly,
} from '../../behaviour/index.ts';

/** Judges the Then sentences of a generated feature as the steps would, without cucumber; answers how many there were. */
export async function judgeFeature(cluster: Cluster, text: string): Promise<number> {
  const steps = text
    .split(/^ {2}Scenario(?=:| Outline:)/m)
    .slice(1)
    .flatMap(filledIn);
  for (const [sentence = '', ...table] of steps) await judgeStep(cluster, sentence, table.map(cellsOf));
  return steps.length;
}

/** The steps of a scenario; of an outline, for each of its examples. */
function filledIn(scenario: string): readonly (readonly string[])[] {
  const [body = '', examples] = scenario.split(/^ {4}Examples:$/m);
  const targets = examples === undefined ? ['<target>'] : tableRows(examples).slice(1);
  return targets.flatMap((target) =>
    body
      .replaceAll('<target>', target)
      .split(/^ {4}(?:Then|And) /m)
      .slice(1)
      .map((step) => step.trimEnd().split('\n')),
  );
}

function tableRows(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => cellsOf(line)[0] ?? []);
}

async function judgeStep(cluster: Cluster, sentence: string, table: readonly (readonly string[])[]): Promise<void> {
  const [, service, ports] =
    /^service (\S+) is (?:not exposed|exposed) to the internet(?: on ports? (.*))?$/.exec(sentence) ?? [];
  const [, following] = /^only the following can reach (\S+):$/.exec(sentence) ?? [];
  if (sentence === 'the connectivity is:') await expectConnectivity(cluster, table, cluster.namespace);
  else if (following !== undefined) await expectOnly(cluster, table.flat(), following, cluster.namespace);
  else if (service === undefined) await judgeQuantified(cluster, sentence);
  else if (ports === undefined) await expectNotExposed(cluster, service, cluster.namespace);
  else {
    const others = ports.endsWith(' only') ? 'closed' : 'any';
    const open = ports.replace(/ only$/, '').split(/, | and /);
    await expectExposed(cluster, { service, namespace: cluster.namespace, ports: open, others });
  }
}

async function judgeQuantified(cluster: Cluster, sentence: string): Promise<void> {
  const [, quantifier, who = '', namespace, to = ''] =
    /^(only|every pod|no pod)(?: ([\w/, .-]+?))?(?: ?in namespace "([^"]+)")? can reach (\S+)$/.exec(sentence) ?? [];
  const [, others = '', target = ''] = /^no pod outside namespaces? (.*) can reach (\S+)$/.exec(sentence) ?? [];
  if (target !== '') {
    const outside = [...others.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name);
    await expectNoneReaches(cluster, { to: target, outside });
    return;
  }
  const quantified = { to, ...(namespace === undefined ? {} : { namespace }) };
  if (quantifier === 'only') await expectOnly(cluster, who.split(/, | and /), to, cluster.namespace);
  else if (quantifier === 'every pod') await expectAllReach(cluster, quantified);
  else if (quantifier === 'no pod') await expectNoneReaches(cluster, quantified);
  else throw new Error(`no sentence of ours: ${sentence}`);
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
