import type { Cluster } from '../../api/index.ts';
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
export function stepsOfWaysIn(cluster: Cluster, naming: Naming): readonly Step[] {
  const services = servicesOf(cluster.view).filter((service) => waysIn(cluster, service).length > 0);
  const exposed = services.map((service) => ({ service, sentence: sentenceOf(cluster, naming, service) }));
  const clients = outsideClients(cluster.view);
  const columns = exposed
    .filter(({ sentence }) => !sentence.includes(SHUT))
    .flatMap(({ service }) => addressesOf(cluster, service))
    .map((to) => ({ to, cells: clients.map((from) => CELLS[connectionTo(cluster, from, to).reach]) }));
  return [
    ...exposed.filter(({ sentence }) => sentence !== '').map(({ sentence }) => [sentence]),
    ...truthTables(clients, columns),
  ];
}

const SHUT = 'is not exposed';

/** Empty where no sentence tells the truth. */
function sentenceOf(cluster: Cluster, naming: Naming, { ref, object }: Resource<Service>): string {
  const [name, namespace] = [naming.name(ref), ref.namespace ?? 'default'];
  const all = (object.spec?.ports ?? []).map(({ port, protocol = 'TCP' }) => ({ port, protocol }));
  const isTwice = (port: number): boolean => all.filter((each) => each.port === port).length > 1;
  const ports = all.map(({ port, protocol }) => (isTwice(port) ? `${port}/${protocol}` : `${port}${suffix(protocol)}`));
  const exposure = { service: name, namespace, others: 'any' as const };
  const open = ports.filter((port) => holds(() => expectExposed(cluster, { ...exposure, ports: [port] })));
  if (open.length === 0) {
    return holds(() => expectNotExposed(cluster, name, namespace)) ? `service ${name} ${SHUT} to the internet` : '';
  }
  const only = holds(() => expectExposed(cluster, { ...exposure, ports: open, others: 'closed' })) ? ' only' : '';
  return `service ${name} is exposed to the internet on port${open.length === 1 ? '' : 's'} ${listed(open)}${only}`;
}

function holds(expectation: () => void): boolean {
  try {
    expectation();
    return true;
  } catch (error) {
    if (error instanceof SpecFailure) return false;
    throw error;
  }
}

/**
 * Load balancers, external addresses, and for each node port a node that answers; the first node where none does.
 */
function addressesOf(cluster: Cluster, { object: { spec, status } }: Resource<Service>): readonly string[] {
  const nodes = cluster.view
    .list('Node')
    .flatMap(({ object }) => object.status?.addresses ?? [])
    .filter(({ type }) => type === 'InternalIP');
  const found = (spec?.ports ?? []).flatMap(({ port, nodePort, protocol }) => {
    const addresses = [...(spec?.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)];
    const entries = addresses.flatMap((ip) =>
      ip === undefined ? [] : [`${formatSocket(ip, port)}${suffix(protocol)}`],
    );
    const byNode =
      nodePort === undefined ? [] : nodes.map(({ address }) => `${formatSocket(address, nodePort)}${suffix(protocol)}`);
    const answering = byNode.find((each) => connectionTo(cluster, 'an external client', each).reach === 'always');
    return [...entries, ...[answering ?? byNode[0] ?? []].flat()];
  });
  return [...new Set(found)];
}
