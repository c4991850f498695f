import type { Cluster } from '../../api/index.ts';
import { everyWorkload } from '../../behaviour/index.ts';
import { compareText, formatRef, SetupError } from '../../engine/model/index.ts';
import { compileForeign } from '../../engine/network/foreign/index.ts';
import { type Answer, answersTo, type Asking as Clients } from './answers.ts';
import { claimsOf, isOpenToAll } from './claim.ts';
import { featureText } from './feature-text.ts';
import { namingOf } from './naming.ts';
import { type Said, scenariosOf } from './scenarios.ts';
import { dnsTarget, listeners, serviceTargets, type Target } from './targets.ts';
import { PAGE } from './truth-table.ts';
import { Twins } from './twins.ts';
import { stepsOfWaysIn } from './ways-in.ts';
import { type Elsewhere, elsewhereText } from './world-outside.ts';

/** What the cluster of a generated feature was made of, for its Background, and what to write of it. */
export interface Given {
  readonly manifests: readonly string[];
  /** The name of a profile, or the path of a Cluster file, where one was named. */
  readonly cluster?: string;
  /** The hosts outside that it was given to know. */
  readonly elsewhere: readonly Elsewhere[];
  readonly title?: string;
  /** Whom to connect to: everybody in these namespaces, and nothing outside; absent means everything. */
  readonly namespaces?: readonly string[];
}

interface Asking extends Clients {
  readonly cluster: Cluster;
}

/**
 * A feature file that holds today, and fails when the connectivity changes: sentences about who reaches each port that
 * anybody listens on, by the Service in front of it where there is one, then what crosses the cluster's border. Throws a
 * SetupError where there is nobody to connect, or nothing to connect to.
 */
export async function generateFeature(cluster: Cluster, given: Given): Promise<string> {
  const clients = everyWorkload(cluster, undefined);
  if (clients.length === 0) throw nobodyRuns(cluster);
  const asking = { cluster, clients, naming: namingOf(cluster), twins: new Twins(cluster) };
  const dns = await askedDNS(asking);
  const inside = await saidInside(asking, dns !== undefined, given.namespaces);
  const isWhole = given.namespaces === undefined;
  const border = isWhole ? await stepsOfWaysIn(cluster, asking.naming) : [];
  const elsewhere = isWhole ? await saidOutside(asking, given.elsewhere, dns === undefined) : [];
  if (inside.length === 0 && elsewhere.every(({ claims }) => claims.some(isOpenToAll))) throw nothingListens(given);
  return featureText({
    heading: [...headingOf(given, cluster.namespace), ...leftOut(cluster)],
    title: given.title ?? 'who reaches whom',
    background: backgroundOf(given, cluster.namespace),
    scenarios: [
      ...(dns === undefined ? [] : scenariosOf([dns])),
      ...scenariosOf(inside),
      ...(border.length === 0 ? [] : [{ name: 'from the world outside', steps: border }]),
      ...scenariosOf(elsewhere),
    ],
  });
}

/** Whether the clients are all pods that there are. */
function podsKnown({ view }: Cluster): 'all' | 'some' {
  return compileForeign(view).runners.length === 0 ? 'all' : 'some';
}

/** Whether anything is known of who reaches a target. */
function isTold({ answers }: { readonly answers: readonly Answer[] }): boolean {
  return answers.some(({ reach }) => reach !== 'unknown');
}

/** What the feature leaves out, since nobody can tell. */
function leftOut({ view }: Cluster): readonly string[] {
  const { acting, runners, waysIn } = compileForeign(view);
  return [...new Set([...acting, ...runners, ...waysIn].map(({ resource }) => formatRef(resource.ref)))].map(
    (name) => `what ${name} may decide is left out: it is not modelled`,
  );
}

function nobodyRuns({ absent }: Cluster): SetupError {
  const hint = 'describe the cluster whose nodes they name, with --cluster FILE';
  const isStray = absent.some(({ ref }) => ref.kind === 'Pod');
  return new SetupError('the manifests have no workload that runs', isStray ? { hint } : {});
}

function nothingListens({ namespaces }: Given): SetupError {
  const where = namespaces === undefined ? '' : ` in ${namespaces.join(', ')}`;
  return new SetupError(`there is nothing to connect to${where}: no Service, and no workload that listens on a port`, {
    hint: 'declare ports in spec.containers[].ports, or annotate the pods with curlew.dev/listens',
  });
}

/** Who may ask the DNS is worth saying where somebody may not: by names, nobody else is reached either. */
async function askedDNS({ cluster, ...asking }: Asking): Promise<Said | undefined> {
  const target = dnsTarget(cluster);
  if (target === undefined) return undefined;
  const answers = await answersTo(cluster, asking, target.text);
  if (answers.every(({ reach }) => reach === 'always') || !isTold({ answers })) return undefined;
  return {
    target: target.text,
    scenario: 'who may ask the DNS: others find nobody by name',
    claims: claimsOf(answers, podsKnown(cluster)),
  };
}

/** A port is asked at its pods' own addresses only where no Service's port shows who gets there. */
async function saidInside(
  { cluster, ...asking }: Asking,
  isDNSTold: boolean,
  namespaces: readonly string[] | undefined,
): Promise<readonly Said[]> {
  const isMeant = ({ namespace }: Target): boolean => namespaces?.includes(namespace) ?? true;
  const ask = async (targets: readonly Target[]): Promise<readonly AskedTarget[]> => {
    const asked: AskedTarget[] = [];
    for (const { text, namespace } of targets) {
      asked.push({ text, namespace, answers: await answersTo(cluster, asking, text) });
    }
    return asked;
  };
  const services = await ask(serviceTargets(cluster, asking.naming).filter(isMeant));
  const shown = new Set(services.flatMap(({ answers }) => endsOfAll(answers) ?? []));
  const direct = await ask(
    listeners(cluster, asking.clients, asking.naming).filter((target) => isMeant(target) && !shown.has(target.ends)),
  );
  const found = services.filter(isTold).filter(({ answers }) => !isDNSTold || answers.some(({ resolved }) => resolved));
  return [
    ...found.map((each) => ({ ...each, scenario: `who reaches the Services of namespace ${each.namespace}` })),
    ...direct
      .filter(isTold)
      .map((each) => ({ ...each, scenario: `who reaches the pods of namespace ${each.namespace}` })),
  ]
    .sort((a, b) => compareText(a.namespace, b.namespace))
    .map(({ text, scenario, answers }) => ({ target: text, scenario, claims: claimsOf(answers, podsKnown(cluster)) }));
}

interface AskedTarget extends Target {
  readonly answers: readonly Answer[];
}

/** Where everybody's connections end, if it is the same for all and only policies are in the way. */
function endsOfAll(answers: readonly Answer[]): string | undefined {
  const [first] = answers;
  return answers.every(({ ends }) => ends === first?.ends) ? first?.ends : undefined;
}

async function saidOutside(
  { cluster, ...asking }: Asking,
  hosts: readonly Elsewhere[],
  byName: boolean,
): Promise<readonly Said[]> {
  const targets = hosts.flatMap((host) => host.ports.map((port) => elsewhereText(host, port, byName)));
  const said: Said[] = [];
  for (const target of targets) {
    const answers = await answersTo(cluster, asking, target);
    const claims = claimsOf(answers, podsKnown(cluster));
    if (isTold({ answers })) said.push({ target, scenario: 'to the world outside', claims });
  }
  return said;
}

function headingOf({ manifests, cluster, namespaces = [] }: Given, own: string): readonly string[] {
  const flags = [
    ...manifests.map((path) => `-f ${quoted(path)}`),
    ...(cluster === undefined ? [] : [`--cluster ${quoted(cluster)}`]),
    ...(own === 'default' ? [] : [`-n ${own}`]),
    ...namespaces.map((namespace) => `--to-namespace ${namespace}`),
  ];
  return [
    ...folded(['Written by: curlew generate', ...flags]),
    'It says what is so today, and fails once the connectivity changes.',
    'Edit it: keep what has to be so, and delete the rest.',
  ];
}

/** Long lines are continued below, indented. */
function folded(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= PAGE) lines[lines.length - 1] = longer;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines;
}

function backgroundOf({ manifests, cluster, elsewhere, namespaces }: Given, own: string): readonly string[] {
  const hosts = namespaces === undefined ? elsewhere : [];
  return [
    ...(cluster === undefined ? [] : [`the cluster in ${quoted(cluster)}`]),
    ...(own === 'default' ? [] : [`the current namespace is "${own}"`]),
    ...manifests.map((path) => `the manifests in ${quoted(path)}`),
    ...hosts.map(({ name, address }) => `the external host "${name}" at ${address}`),
  ];
}

function quoted(path: string): string {
  if (path.includes('"')) return `'${path}'`;
  return /[\s']/.test(path) ? `"${path}"` : path;
}
