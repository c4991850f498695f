import type { Command } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import { type Resource, SetupError } from '../../../engine/model/index.ts';
import { askCluster, type ClusterOptions, withClusterOptions } from '../cluster-options.ts';
import { outputOption, printJson } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { exactly } from '../text-stream.ts';

interface GetOptions extends ClusterOptions {
  readonly kinds: string;
  readonly name?: string;
  readonly output: 'table' | 'wide' | 'yaml' | 'json' | 'name';
  readonly allNamespaces?: boolean;
}

/** `curlew get KIND[,KIND]`: the cluster's objects, after its controllers came to rest. */
export function addGet(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('get')
    .argument('<kinds>', 'pods, svc, deploy,rs …: kinds as kubectl knows them, separated by commas')
    .argument('[name]', 'only the object of that name')
    .description('print the objects of the cluster after reconciliation');
  withClusterOptions(command, 'manifests, and the objects to print; default: those of the manifests')
    .option('-A, --all-namespaces', "every namespace, the cluster's own too")
    .addOption(outputOption(['table', 'wide', 'yaml', 'json', 'name']))
    .addHelpText('after', '\nExample:\n  curlew get pods,services -o wide -f examples/wordpress')
    .action((kinds, name, options) => runGet({ kinds, name, ...options }, surroundings));
}

function runGet(options: GetOptions, surroundings: Surroundings): Promise<void> {
  return askCluster(options, surroundings, (cluster) => answer(cluster, options, surroundings));
}

async function answer(cluster: Cluster, options: GetOptions, surroundings: Surroundings): Promise<void> {
  const { stdout, stderr } = surroundings;
  const groups = await groupsOf(cluster, options);
  const all = groups.flatMap(({ resources }) => resources);
  const { formatObjects, toList, toOrderedObject } = await import('../../../report/index.ts');
  if (options.output === 'json' || options.output === 'yaml') {
    const [only] = options.name !== undefined && all.length === 1 ? all : [];
    const value = only === undefined ? toList(all) : toOrderedObject(only);
    if (options.output === 'json') printJson(surroundings, value);
    else exactly(stdout).write((await import('../../../engine/admission/index.ts')).formatYaml(value));
    return;
  }
  if (all.length === 0) {
    stderr.write('No resources found\n');
    return;
  }
  const namespaces = new Set(all.flatMap(({ ref }) => ref.namespace ?? []));
  const showNamespace = options.allNamespaces === true || namespaces.size > 1;
  stdout.write(formatObjects(groups, { output: options.output, showNamespace }));
}

/** What `kubectl get all` means by it: the resources of the category `all`, in its order. */
const ALL = 'pods,replicationcontrollers,services,daemonsets,deployments,replicasets,statefulsets,cronjobs,jobs';

interface Group {
  readonly kind: string;
  readonly plural: string;
  readonly resources: readonly Resource[];
}

async function groupsOf(cluster: Cluster, options: GetOptions): Promise<readonly Group[]> {
  const { kinds, name } = options;
  const { resolveKind } = await import('../../../engine/admission/index.ts');
  const wanted = namespacesOf(cluster, options);
  const words = kinds.split(',').flatMap((word) => (word.trim() === 'all' ? ALL.split(',') : [word]));
  return words.map((word) => {
    const found = resolveKind(word.trim());
    const kind = found?.kind ?? cluster.view.kinds().find((each) => each.toLowerCase() === word.trim().toLowerCase());
    if (kind === undefined) {
      throw new SetupError(`the server doesn't have a resource type "${word.trim()}"`, {
        hint: `the cluster holds: ${cluster.view.kinds().join(', ')}`,
      });
    }
    const resources = cluster.view
      .listAny(kind)
      .filter(({ ref }) => ref.namespace === undefined || wanted === undefined || wanted.has(ref.namespace))
      .filter(({ ref }) => name === undefined || ref.name === name);
    if (name !== undefined && resources.length === 0)
      throw new SetupError(`${found?.plural ?? kind} "${name}" not found`);
    return { kind, plural: found?.plural ?? kind.toLowerCase(), resources };
  });
}

/** The namespaces to print; `undefined` for all. */
function namespacesOf(cluster: Cluster, options: GetOptions): ReadonlySet<string> | undefined {
  if (options.allNamespaces === true) return undefined;
  if (options.namespace !== undefined) return new Set([options.namespace]);
  const written = cluster.view
    .kinds()
    .flatMap((kind) => cluster.view.listAny(kind))
    .flatMap(({ ref, origin }) => (origin.kind === 'manifest' && ref.namespace !== undefined ? [ref.namespace] : []));
  return new Set(written.length === 0 ? ['default'] : written);
}
