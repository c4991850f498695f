import type { Command } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import { SetupError } from '../../../engine/model/index.ts';
import type { ListenAddress } from '../../dns-server/index.ts';
import { askCluster, type ClusterOptions, withClusterOptions } from '../cluster-options.ts';
import { outputOption, printJson } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';

interface DnsOptions extends ClusterOptions {
  readonly output: 'zone' | 'json';
  readonly listen?: string;
  readonly client?: string;
}

/** `curlew dns`: the cluster's DNS records, or a server that answers with them. */
export function addDns(program: Command, surroundings: Surroundings): void {
  const command = program.command('dns').description("print the cluster's DNS records, or serve them over UDP and TCP");
  withClusterOptions(command)
    .option('--listen <address:port>', 'serve the records there, until interrupted; port 0 takes any free one')
    .option('--client <pod>', 'answer as that pod sees it: what never reaches its nameserver gets no answer')
    .addOption(outputOption(['zone', 'json']))
    .addHelpText(
      'after',
      '\nExample:\n  curlew dns -f examples/wordpress --listen 127.0.0.1:5353 &\n  dig @127.0.0.1 -p 5353 mariadb.default.svc.cluster.local',
    )
    .action((options) => runDns(options, surroundings));
}

async function runDns(options: DnsOptions, surroundings: Surroundings): Promise<void> {
  if (options.client !== undefined && options.listen === undefined) {
    throw new SetupError('--client is of use with --listen only', {
      hint: 'to ask as a pod does: curlew resolve POD NAME',
    });
  }
  const { parseListenAddress } = await import('../../dns-server/index.ts');
  const address = options.listen === undefined ? undefined : parseListenAddress(options.listen);
  await askCluster(options, surroundings, (cluster) =>
    address === undefined
      ? printRecords(cluster, options, surroundings)
      : serve(cluster, { ...options, address }, surroundings),
  );
}

async function printRecords(cluster: Cluster, options: DnsOptions, surroundings: Surroundings): Promise<void> {
  const records = cluster.dnsRecords();
  if (options.output === 'json') printJson(surroundings, (await import('../../../report/index.ts')).dnsJson(records));
  else
    surroundings.stdout.write(
      records.map((each) => `${each.name} ${each.ttl} IN ${each.type} ${each.data}\n`).join(''),
    );
}

async function serve(
  cluster: Cluster,
  { address, client }: DnsOptions & { readonly address: ListenAddress },
  { stderr, untilStopped }: Surroundings,
): Promise<void> {
  const { formatListenAddress, serveDns } = await import('../../dns-server/index.ts');
  const from = client === undefined ? {} : { from: client };
  const ask: Parameters<typeof serveDns>[1] = (question) => cluster.askDns({ ...question, ...from });
  // A client that does not exist is told now, not to the first who asks.
  ask({ name: '.', type: 'NS' });
  const stopped = untilStopped();
  const server = await serveDns(address, ask);
  stderr.write(`listening on ${formatListenAddress(server.listening)} (UDP and TCP)\n`);
  await stopped.finally(() => server.close());
}
