import { type Command, Option } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import type { PacketProtocol } from '../../../engine/model/index.ts';
import { askCluster, type ClusterOptions, withClusterOptions } from '../cluster-options.ts';
import { Exit } from '../failure.ts';
import { outputOption, printJson } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';

interface TraceOptions extends ClusterOptions {
  readonly client: string;
  readonly target: string;
  readonly output: 'text' | 'json';
  readonly protocol: PacketProtocol;
  readonly entryNode?: string;
  readonly expect?: string;
}

const PROTOCOLS: readonly PacketProtocol[] = ['TCP', 'UDP', 'SCTP', 'ICMP'];

/** `curlew trace CLIENT TARGET`: one connection, hop by hop. */
export function addTrace(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('trace')
    .argument('<client>', 'a pod or workload (busybox, shop/busybox, deploy/web), node/NAME, external, or an address')
    .argument('<target>', 'a URL or host:port, as the client would write it')
    .description('follow one connection, hop by hop');
  withClusterOptions(command)
    .addOption(outputOption(['text', 'json']))
    .addOption(new Option('--protocol <name>', 'over which protocol; ICMP is a ping').choices(PROTOCOLS).default('TCP'))
    .option('--entry-node <name>', "the node that an external client's packets reach")
    .addOption(
      new Option('--expect <outcome>', 'fail (status 1) unless this is the outcome').choices([
        'connected',
        'refused',
        'timeout',
        'unresolved',
        'unreachable',
        'unknown',
        'flaky',
      ]),
    )
    .addHelpText('after', '\nExample:\n  curlew trace busybox mariadb:3306 -f examples/wordpress')
    .action((client, target, options) => runTrace({ client, target, ...options }, surroundings));
}

function runTrace(options: TraceOptions, surroundings: Surroundings): Promise<void> {
  return askCluster(options, surroundings, (cluster) => answer(cluster, options, surroundings));
}

async function answer(
  cluster: Cluster,
  { client, target, ...options }: TraceOptions,
  surroundings: Surroundings,
): Promise<void> {
  const { parseParty } = await import('../../../api/index.ts');
  const party = parseParty(client);
  const { entryNode } = options;
  const from = party.kind === 'external' && entryNode !== undefined ? { ...party, entryNode } : client;
  const trace = cluster.connect({ from, to: target, protocol: options.protocol });
  if (options.output === 'json') printJson(surroundings, trace);
  else {
    const { formatTrace } = await import('../../../report/index.ts');
    surroundings.stdout.write(formatTrace(trace));
  }
  if (options.expect === undefined || options.expect === trace.outcome) return;
  surroundings.stderr.write(`expected ${options.expect}, but the outcome is ${trace.outcome}\n`);
  throw new Exit(1);
}
