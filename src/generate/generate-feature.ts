import type { Cluster } from '../library/index.ts';
import type { ObjectRef } from '../model/index.ts';
import { compareText, SetupError } from '../model/index.ts';
import { everyWorkload, workloadName } from '../spec/index.ts';
import { connectivityTable } from './connectivity-table.ts';
import { sentencesOf } from './sentences.ts';
import { type Target, targetsFromOutside, targetsInside } from './targets.ts';

/** What the cluster of a generated feature was made of, for its Background. */
export interface Given {
  readonly manifests: readonly string[];
  /** The name of a profile, or the path of a Cluster file, where one was named. */
  readonly cluster?: string;
}

/** Stands for every address outside that no policy names; a cluster that is generated from must know it. */
export const OUTSIDE = { name: 'anywhere.example', addresses: ['203.0.113.10'] } as const;

interface ScenarioText {
  readonly name: string;
  /** Each a sentence with the lines of its table. */
  readonly steps: readonly (readonly string[])[];
}

/**
 * A feature file that holds today, and fails when the connectivity changes: for each namespace a truth table of its own
 * workloads and Services, then sentences about everyone else, then what crosses the cluster's border. Throws a SetupError
 * where there is nobody to connect, or nothing to connect to.
 */
export function generateFeature(cluster: Cluster, given: Given): string {
  const clients = everyWorkload(cluster, undefined);
  const targets = targetsInside(cluster, clients);
  if (clients.length === 0) throw new SetupError('the manifests have no workload that runs');
  if (targets.length === 0) throw new SetupError('the manifests have no Service, and no workload declares a port');
  const namespaces = [...new Set(targets.map(({ namespace }) => namespace))].sort(compareText);
  const scenarios = [
    ...namespaces.flatMap((namespace) => scenariosOf(cluster, clients, ofNamespace(targets, namespace))),
    ...borderScenarios(cluster, clients),
  ];
  const toOutside = scenarios.some(({ name }) => name === TO_OUTSIDE);
  return featureText(backgroundOf(given, toOutside), scenarios);
}

function ofNamespace(targets: readonly Target[], namespace: string): readonly [Target, ...Target[]] | [] {
  const [first, ...rest] = targets.filter((target) => target.namespace === namespace);
  return first === undefined ? [] : [first, ...rest];
}

function scenariosOf(
  cluster: Cluster,
  clients: readonly ObjectRef[],
  targets: readonly [Target, ...Target[]] | [],
): readonly ScenarioText[] {
  const namespace = targets[0]?.namespace ?? '';
  const found = targets.map((target) => ({ target, ...sentencesOf(cluster, clients, target) }));
  const tableOf = (from: string, to: readonly Target[]): readonly string[] =>
    connectivityTable(
      cluster,
      clients.filter((client) => client.namespace === from).map(workloadName),
      to.map(({ text }) => text),
    );
  const hasOwn = clients.some((client) => client.namespace === namespace);
  const mixed = [...new Set(found.flatMap((each) => each.mixed))].sort(compareText);
  return [
    { name: `inside namespace ${namespace}`, steps: hasOwn ? [tableOf(namespace, targets)] : [] },
    {
      name: `who reaches namespace ${namespace}`,
      steps: found.flatMap(({ sentences }) => sentences.map((each) => [each])),
    },
    ...mixed.map((from) => ({
      name: `from namespace ${from} to namespace ${namespace}`,
      steps: [
        tableOf(
          from,
          found.filter((each) => each.mixed.includes(from)).map(({ target }) => target),
        ),
      ],
    })),
  ].filter(({ steps }) => steps.length > 0);
}

const TO_OUTSIDE = 'to the world outside';

/** The way out is worth a table only where somebody is kept from it. */
function borderScenarios(cluster: Cluster, clients: readonly ObjectRef[]): readonly ScenarioText[] {
  const inwards = targetsFromOutside(cluster);
  const [address] = OUTSIDE.addresses;
  const outwards = connectivityTable(cluster, clients.map(workloadName), [`${address}:443`]);
  return [
    {
      name: 'from the world outside',
      steps: inwards.length === 0 ? [] : [connectivityTable(cluster, ['an external client'], inwards)],
    },
    { name: TO_OUTSIDE, steps: outwards.some((line) => line.includes('✗')) ? [outwards] : [] },
  ].filter(({ steps }) => steps.length > 0);
}

function backgroundOf({ manifests, cluster }: Given, toOutside: boolean): readonly string[] {
  const { name, addresses } = OUTSIDE;
  return [
    ...(cluster === undefined ? [] : [`the cluster in ${quoted(cluster)}`]),
    ...manifests.map((path) => `the manifests in ${quoted(path)}`),
    ...(toOutside ? [`the external host "${name}" at ${addresses[0]}`] : []),
  ];
}

function quoted(path: string): string {
  return /[\s"']/.test(path) ? `"${path}"` : path;
}

function featureText(background: readonly string[], scenarios: readonly ScenarioText[]): string {
  const lines = [
    'Feature: who reaches whom',
    '',
    '  Background:',
    ...stepLines(
      'Given',
      background.map((each) => [each]),
    ),
  ];
  for (const { name, steps } of scenarios) lines.push('', `  Scenario: ${name}`, ...stepLines('Then', steps));
  return `${lines.join('\n')}\n`;
}

function stepLines(keyword: string, steps: readonly (readonly string[])[]): readonly string[] {
  return steps.flatMap(([sentence, ...table], index) => [
    `    ${index === 0 ? keyword : 'And'} ${sentence}`,
    ...table.map((line) => `    ${line}`),
  ]);
}
