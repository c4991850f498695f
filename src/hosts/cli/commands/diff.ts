import { type Command, Option } from 'commander';
import type { Cluster, PodAddressOptions } from '../../../api/index.ts';
import { SetupError } from '../../../engine/model/index.ts';
import type { DiffFormat, DiffJson } from '../../../report/index.ts';
import { endingWith } from '../cluster-options.ts';
import { Exit } from '../failure.ts';
import { outputOption, streamFor } from '../output.ts';
import { podAddressesOption, policyCluster } from '../policy-cluster.ts';
import type { Surroundings } from '../surroundings.ts';

interface DiffOptions extends PodAddressOptions {
  readonly before: string;
  readonly after: string;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly verbose?: boolean;
  readonly output: DiffFormat;
  readonly failOn?: 'opened' | 'closed' | 'any';
}

/** `curlew diff BEFORE AFTER`: what a change of the manifests opens and closes. */
export function addDiff(program: Command, surroundings: Surroundings): void {
  program
    .command('diff')
    .argument('<before>', 'the manifests as they were: a file, a folder, a glob, or - for standard input')
    .argument('<after>', 'the manifests as they are now')
    .description(
      'print the connections and the ways in that a change opens and closes, and the policies, Services and Ingresses that did it',
    )
    .option('--cluster <profile|file>', 'the cluster of both sides; default: what curlew.yaml beside each says')
    .option('-n, --namespace <name>', 'the namespace of what names none: manifests')
    .option('--verbose', 'print notes too, not only warnings')
    .addOption(podAddressesOption())
    .addOption(outputOption(['text', 'json', 'md', 'html']))
    .addOption(
      new Option('--fail-on <change>', 'end with status 1 if there is such a change').choices([
        'opened',
        'closed',
        'any',
      ]),
    )
    .addHelpText(
      'after',
      '\nIt compares what policies permit, and the ways in of Services (external IPs, load balancers, node ports) and Ingresses. A connection that something may decide which Curlew does not model is unknown, and counts as every change.',
    )
    .addHelpText('after', '\nExample:\n  curlew diff main/manifests manifests -o md --fail-on opened')
    .action((before, after, options) => runDiff({ before, after, ...options }, surroundings));
}

async function runDiff({ before, after, ...options }: DiffOptions, surroundings: Surroundings): Promise<void> {
  if (before === '-' && after === '-') throw new SetupError('standard input cannot be both sides of a diff');
  const old = await policyCluster({ ...options, file: [before] }, surroundings);
  const now = await policyCluster({ ...options, file: [after] }, surroundings);
  await endingWith(old.errors + now.errors, surroundings, () =>
    answer([old.cluster, now.cluster], options, surroundings),
  );
}

async function answer(
  [old, now]: readonly [Cluster, Cluster],
  { output, failOn, ...common }: Omit<DiffOptions, 'before' | 'after'>,
  surroundings: Surroundings,
): Promise<void> {
  const diff = old.diff(now, common);
  const { formatDiff } = await import('../../../report/index.ts');
  streamFor(output, surroundings).write(formatDiff(diff, output));
  if (failOn !== undefined && isChanged(diff, failOn)) throw new Exit(1);
}

/** A pair that keeps some of its ports may have opened others; one of which nobody can tell may have done either. */
function isChanged(
  { opened, closed, changed, unknown = [], names, exposure }: DiffJson,
  kind: 'opened' | 'closed' | 'any',
): boolean {
  if (unknown.length > 0) return true;
  if (kind !== 'closed' && names.gained.length > 0) return true;
  if (kind !== 'opened' && names.lost.length > 0) return true;
  if (kind !== 'closed' && exposure.opened.length > 0) return true;
  if (kind !== 'opened' && exposure.closed.length > 0) return true;
  if (kind !== 'closed' && [...opened, ...changed].some((change) => change.opened.length > 0)) return true;
  return kind !== 'opened' && [...closed, ...changed].some((change) => change.closed.length > 0);
}
