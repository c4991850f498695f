import { Option } from 'commander';
import type { Cluster, PodAddressOptions } from '../../api/index.ts';
import type { Diagnostic } from '../../engine/model/index.ts';
import { formatRef, nameOfRejected, SetupError } from '../../engine/model/index.ts';
import { type ClusterOptions, clusterOfOptions } from './cluster-options.ts';
import { Exit } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

/** The flag `--pod-addresses`, of the commands that ask all policies at once. */
export function podAddressesOption(): Option {
  const text =
    'a block of addresses matches a pod by the address that it has (known), or only if it holds all (unknown)';
  return new Option('--pod-addresses <reading>', text).choices(['known', 'unknown']).default('known');
}

/**
 * Loads manifests whose policies are asked, and nothing else: what is wrong with an object on which no policy depends is
 * a warning, and the object counts. Other errors are told, and counted. What a rejected object may change
 * is unknown; where that is everything, nothing is answered, and the command ends with status 2.
 */
export async function policyCluster(
  options: ClusterOptions & PodAddressOptions,
  surroundings: Surroundings,
): Promise<{ readonly cluster: Cluster; readonly errors: number }> {
  if (options.file.length === 0) throw new SetupError('no manifests are given', { hint: 'name them with -f PATH' });
  const cluster = await clusterOfOptions(options, surroundings);
  const taken = new Set(cluster.absent.map(({ ref }) => formatRef(ref)));
  const lenient = (diagnostic: Diagnostic): Diagnostic =>
    diagnostic.about !== undefined && taken.has(formatRef(diagnostic.about)) && diagnostic.severity === 'error'
      ? { ...diagnostic, severity: 'warning' }
      : diagnostic;
  const diagnostics = [...cluster.diagnostics.map(lenient), ...cluster.matrixNotes(options)];
  const shown = diagnostics.filter(({ severity }) => severity !== 'note' || options.verbose === true);
  if (shown.length > 0) {
    const { formatDiagnostics } = await import('../../report/index.ts');
    surroundings.stderr.write(`${formatDiagnostics(shown, (file) => cluster.textOf(file)).join('\n')}\n`);
  }
  await raiseUnknown(cluster, taken, surroundings);
  return { cluster, errors: shown.filter(({ severity }) => severity === 'error').length };
}

/** Says which rejected object makes the answer unknown, where one does; those of `counted` are asked about all the same. */
async function raiseUnknown(cluster: Cluster, counted: ReadonlySet<string>, { stderr }: Surroundings): Promise<void> {
  const { mayChangeAll } = await import('../../api/index.ts');
  const object = cluster.rejected.find((each) => {
    return mayChangeAll(each) && (each.ref === undefined || !counted.has(formatRef(each.ref)));
  });
  if (object === undefined) return;
  stderr.write(`the answer is unknown: ${nameOfRejected(object)} is rejected, and may change it\n`);
  throw new Exit(2);
}
