import type { ClusterView, Resource } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { describeConfigMap, describeNamespace, describeNode } from '../describe/cluster.ts';
import type { Lines } from '../describe/description.ts';
import {
  describeEndpointSlice,
  describeEndpoints,
  describeIngress,
  describeNetworkPolicy,
  describeService,
} from '../describe/networking.ts';
import { describePod } from '../describe/pod.ts';
import { layOut } from '../describe/tab-writer.ts';
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeReplicationController,
  describeStatefulSet,
} from '../describe/workloads.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import { resourceTypes } from '../resource-types.ts';
import { type Selection, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { fromFiles } from './get.ts';

export const describeFlags: FlagSet = {
  command: 'describe',
  flags: [
    { name: 'selector', short: 'l', type: 'text' },
    { name: 'all-namespaces', short: 'A', type: 'switch' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'show-events', type: 'switch' },
  ],
  unmodelled: ['chunk-size', 'kustomize/k'],
};

// A method, so that describers of different kinds fit into one table: its key makes sure that each sees its own kind.
interface Describer {
  describe(view: ClusterView, resource: Resource): Lines;
}

const DESCRIBERS: Readonly<Record<string, Describer>> = {
  ConfigMap: { describe: describeConfigMap },
  DaemonSet: { describe: describeDaemonSet },
  Deployment: { describe: describeDeployment },
  Endpoints: { describe: describeEndpoints },
  EndpointSlice: { describe: describeEndpointSlice },
  Ingress: { describe: describeIngress },
  Namespace: { describe: describeNamespace },
  NetworkPolicy: { describe: describeNetworkPolicy },
  Node: { describe: describeNode },
  Pod: { describe: describePod },
  ReplicaSet: { describe: describeReplicaSet },
  ReplicationController: { describe: describeReplicationController },
  Service: { describe: describeService },
  StatefulSet: { describe: describeStatefulSet },
};

/** `kubectl describe` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/describe/describe.go). */
export async function describe(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  if (args.words.length === 0 && !args.isSet('filename')) {
    throw new KubectlError(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  }
  const selection = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  const [only] = args.words;
  if (selection.groups.length === 0 && selection.isSingle && only !== undefined) return byPrefix(session, selection);
  const texts = selection.groups.flatMap(({ resources }) => resources.map((resource) => textOf(session, resource)));
  const none = args.isOn('all-namespaces') ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`;
  const isEmpty = texts.length === 0 && selection.errors.length === 0;
  return { stdout: texts.join('\n\n'), errors: selection.errors, ...(isEmpty ? { stderr: none } : {}) };
}

/** A name that nothing has stands for all that begin with it (DescribeMatchingResources). */
function byPrefix(session: Session, { errors }: Selection): Reply {
  const { args, cluster, namespace } = session;
  const [type = '', name = ''] = args.words.length === 1 ? (args.words[0] ?? '').split('/') : args.words;
  const [kind] = resourceTypes(cluster.view, type);
  if (kind === undefined) return { errors };
  const all = cluster.view.listAny(kind.kind, kind.namespaced ? namespace : undefined);
  const matching = all.filter(({ ref }) => ref.name.startsWith(name));
  if (matching.length === 0) return { errors };
  return { stdout: matching.map((resource) => `${textOf(session, resource)}\n`).join('') };
}

function textOf({ args, cluster }: Session, resource: Resource): string {
  const describer = DESCRIBERS[resource.ref.kind];
  if (describer === undefined) {
    throw new NotModelled(`kubectl describe of a ${resource.ref.kind} is not modelled`, {
      hint: `supported: ${Object.keys(DESCRIBERS).join(', ')}`,
    });
  }
  const lines = describer.describe(cluster.view, resource);
  const hidden = args.isSet('show-events') && !args.isOn('show-events');
  return layOut(`${lines.filter((line) => !(hidden && line.startsWith('Events:'))).join('\n')}\n`);
}
