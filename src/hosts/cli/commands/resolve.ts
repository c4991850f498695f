import { type Command, Option } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import type { RecordType } from '../../../engine/model/index.ts';
import { askCluster, type ClusterOptions, withClusterOptions } from '../cluster-options.ts';
import { outputOption, printJson } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';

interface ResolveOptions extends ClusterOptions {
  readonly client: string;
  readonly name: string;
  readonly output: 'text' | 'json';
  readonly type: RecordType;
}

const TYPES: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT', 'NS', 'SOA'];

/** `curlew resolve CLIENT NAME`: one look-up, query by query. */
export function addResolve(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('resolve')
    .argument('<client>', 'a pod or workload, or node/NAME')
    .argument('<name>', 'the name as the client would write it; for PTR an address serves too')
    .description('look a name up as the client would, query by query');
  withClusterOptions(command)
    .addOption(outputOption(['text', 'json']))
    .addOption(new Option('-t, --type <type>', 'the record type').choices([...TYPES]).default('A'))
    .addHelpText('after', '\nExample:\n  curlew resolve busybox mariadb -f examples/wordpress')
    .action((client, name, options) => runResolve({ client, name, ...options }, surroundings));
}

function runResolve(options: ResolveOptions, surroundings: Surroundings): Promise<void> {
  return askCluster(options, surroundings, (cluster) => answer(cluster, options, surroundings));
}

async function answer(cluster: Cluster, options: ResolveOptions, surroundings: Surroundings): Promise<void> {
  const { client, name, type } = options;
  const resolution = cluster.resolve({ from: client, name, type });
  if (options.output === 'json') {
    printJson(surroundings, resolution);
    return;
  }
  const { formatResolution } = await import('../../../report/index.ts');
  surroundings.stdout.write(formatResolution(client, resolution));
}
