import { type Command, Option } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import { askCluster, type ClusterOptions, withClusterOptions } from '../cluster-options.ts';
import type { Surroundings } from '../surroundings.ts';

interface RulesOptions extends ClusterOptions {
  readonly node: string;
  readonly output?: 'iptables' | 'nftables';
  readonly family?: 'IPv4' | 'IPv6' | 'both';
}

/** `curlew rules --node NODE`: what the kube-proxy of a node would program, for a kernel to read. */
export function addRules(program: Command, surroundings: Surroundings): void {
  const command = program.command('rules').description('print the rules that kube-proxy would program on a node');
  withClusterOptions(command, 'manifests')
    .requiredOption('--node <name>', 'the node')
    .addOption(
      new Option('-o, --output <format>', "as which mode writes them; default: the cluster's").choices([
        'iptables',
        'nftables',
      ]),
    )
    .addOption(
      new Option('--family <family>', "for which addresses; default: the cluster's primary family").choices([
        'IPv4',
        'IPv6',
        'both',
      ]),
    )
    .addHelpText('after', '\nExample:\n  curlew rules --node kuben05 -f examples/wordpress | iptables-restore --test')
    .action((options) => runRules(options, surroundings));
}

function runRules(options: RulesOptions, surroundings: Surroundings): Promise<void> {
  return askCluster(options, surroundings, async (cluster) => printRules(cluster, options, surroundings));
}

function printRules(
  cluster: Cluster,
  { node, output: format, family }: RulesOptions,
  surroundings: Surroundings,
): void {
  const rules = cluster.rules({
    node,
    ...(format === undefined ? {} : { format }),
    ...(family === undefined ? {} : { family }),
  });
  if (rules === '') surroundings.stderr.write(`no kube-proxy runs on node ${node}\n`);
  surroundings.stdout.write(rules);
}
