import type { Command } from 'commander';
import type { Cluster, MatrixOptions } from '../../../api/index.ts';
import type { MatrixFormat } from '../../../report/index.ts';
import { type ClusterOptions, endingWith, withClusterOptions } from '../cluster-options.ts';
import { outputOption, streamFor } from '../output.ts';
import { podAddressesOption, policyCluster } from '../policy-cluster.ts';
import type { Surroundings } from '../surroundings.ts';

type Options = ClusterOptions & MatrixOptions & { readonly output: MatrixFormat };

/** `curlew matrix`: who may reach whom, on which ports, as the policies are written. */
export function addMatrix(program: Command, surroundings: Surroundings): void {
  const command = program.command('matrix').description('print who may reach whom, on which ports');
  withClusterOptions(command)
    .addOption(outputOption(['table', 'json', 'csv', 'md', 'dot', 'mermaid', 'html', 'svg']))
    .option('--listening', 'only the ports that somebody listens on')
    .option('--focus <end>', 'only connections from or to this workload (shop/web, deploy/web), outside, or an address')
    .option('--from <end>', 'only connections from here')
    .option('--to <end>', 'only connections to here')
    .option('--port <port>', 'only this port: 8080, or 53/UDP')
    .option('--exposure', 'the ways in that Services and Ingresses open, too; a table has them anyway')
    .addOption(podAddressesOption())
    .option('--explain', 'for each pair the rules that allow, or the policies that isolate')
    .addHelpText('after', '\nExample:\n  curlew matrix -f examples/wordpress --listening')
    .action((options) => runMatrix(options, surroundings));
}

async function runMatrix(options: Options, surroundings: Surroundings): Promise<void> {
  const { cluster, errors } = await policyCluster(options, surroundings);
  await endingWith(errors, surroundings, () => answer(cluster, options, surroundings));
}

async function answer(
  cluster: Cluster,
  { output, exposure, ...options }: Options,
  surroundings: Surroundings,
): Promise<void> {
  const matrix = cluster.matrix({ ...options, exposure: exposure === true || output === 'table' });
  const { formatMatrix } = await import('../../../report/index.ts');
  const text = formatMatrix(matrix, output);
  if (output === 'mermaid' && isTooMuchForMermaid(text)) {
    surroundings.stderr.write(
      'warning: Mermaid, as GitHub runs it, draws no flowchart of more than 500 edges or 50,000 characters\n  hint: ask for less by --focus, --from, --to or --port\n',
    );
  }
  streamFor(output, surroundings).write(text);
}

/** Its defaults, which a page cannot raise: https://mermaid.js.org/config/schema-docs/config.html (maxEdges, maxTextSize). */
function isTooMuchForMermaid(text: string): boolean {
  return text.length > 50_000 || text.split('-->').length > 501;
}
