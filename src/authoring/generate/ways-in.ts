import type { Cluster, From } from '../../api/index.ts';
import {
  connectionTo,
  expectExposed,
  expectNotExposed,
  outsideClients,
  SpecFailure,
  waysIn,
} from '../../behaviour/index.ts';
import type { Resource, Service } from '../../engine/model/index.ts';
import { formatSocket } from '../../engine/model/index.ts';
import { listed } from './claim.ts';
import type { Naming } from './naming.ts';
import { servicesOf, suffix } from './targets.ts';
import { CELLS, truthTables } from './truth-table.ts';

type Step = readonly string[];

/** What is said of the Services that open a way into the cluster: which ports are open, and by which addresses to whom. */
export async function stepsOfWaysIn(cluster: Cluster, naming: Naming): Promise<readonly Step[]> {
  const clients = outsideClients(cluster.view);
  const sentences: string[] = [];
  const columns: Column[] = [];
  for (const service of servicesOf(cluster.view)) {
    if ((await waysIn(cluster, service)).length === 0) continue;
    const { sentence, isShut = false } = await exposureOf(cluster, naming, service);
    if (sentence !== undefined) sentences.push(sentence);
    if (isShut) continue;
    for (const to of await addressesOf(cluster, service)) columns.push(await columnOf(cluster, clients, to));
  }
  return [...sentences.map((sentence) => [sentence]), ...truthTables(clients.map(String), columns)];
}

interface Column {
  readonly to: string;
  readonly cells: readonly string[];
}

async function columnOf(cluster: Cluster, clients: readonly From[], to: string): Promise<Column> {
  const cells: string[] = [];
  for (const from of clients) cells.push(CELLS[(await connectionTo(cluster, from, to)).reach]);
  return { to, cells };
}

/** What is said of a Service; nothing where no sentence tells the truth. */
interface Said {
  readonly sentence?: string;
  /** Whether nobody outside gets through. */
  readonly isShut?: boolean;
}

async function exposureOf(cluster: Cluster, naming: Naming, { ref, object }: Resource<Service>): Promise<Said> {
  const [name, namespace] = [naming.name(ref), ref.namespace];
  const all = (object.spec.ports ?? []).map(({ port, protocol }) => ({ port, protocol }));
  const isTwice = (port: number): boolean => all.filter((each) => each.port === port).length > 1;
  const own = all.map(({ port, protocol }) => (isTwice(port) ? `${port}/${protocol}` : `${port}${suffix(protocol)}`));
  const exposure = { service: name, namespace, others: 'any' as const };
  const open: string[] = [];
  for (const port of own) {
    if (await holds(expectExposed(cluster, { ...exposure, ports: [port] }))) open.push(port);
  }
  if (open.length === 0) {
    const isShut = await holds(expectNotExposed(cluster, name, namespace));
    return isShut ? { isShut, sentence: `service ${name} is not exposed to the internet` } : {};
  }
  const only = (await holds(expectExposed(cluster, { ...exposure, ports: open, others: 'closed' }))) ? ' only' : '';
  const ports = `port${open.length === 1 ? '' : 's'} ${listed(open)}`;
  return { sentence: `service ${name} is exposed to the internet on ${ports}${only}` };
}

async function holds(expectation: Promise<void>): Promise<boolean> {
  try {
    await expectation;
    return true;
  } catch (error) {
    if (error instanceof SpecFailure) return false;
    throw error;
  }
}

/**
 * Load balancers, external addresses, and for each node port a node that answers; the first node where none does.
 */
async function addressesOf(
  cluster: Cluster,
  { object: { spec, status } }: Resource<Service>,
): Promise<readonly string[]> {
  const nodes = cluster.view
    .list('Node')
    .flatMap(({ object }) => object.status?.addresses ?? [])
    .filter(({ type }) => type === 'InternalIP');
  const found: string[] = [];
  for (const { port, nodePort, protocol } of spec.ports ?? []) {
    const addresses = [...(spec.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)];
    const entries = addresses.flatMap((ip) =>
      ip === undefined ? [] : [`${formatSocket(ip, port)}${suffix(protocol)}`],
    );
    const byNode =
      nodePort === undefined ? [] : nodes.map(({ address }) => `${formatSocket(address, nodePort)}${suffix(protocol)}`);
    found.push(...entries, ...(await firstThatAnswers(cluster, byNode)));
  }
  return [...new Set(found)];
}

async function firstThatAnswers(cluster: Cluster, addresses: readonly string[]): Promise<readonly string[]> {
  for (const to of addresses) {
    if ((await connectionTo(cluster, 'an external client', to)).reach === 'always') return [to];
  }
  return addresses.slice(0, 1);
}
