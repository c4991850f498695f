import type { KubernetesObject, Resource } from '../../model/index.ts';
import { formatRef, isFinished, stableUid } from '../../model/index.ts';
import type { Node, Pod, Service } from '../written.ts';
import { keepAllocated } from './keep-allocated.ts';

/**
 * An object as the API server would store it: without the status that its writer gave it, with the identity, the
 * addresses and the status of `before`, the version that is there already (rest.BeforeCreate, rest.BeforeUpdate).
 *
 * Kept are a Service's load balancer addresses, which only its manifest can tell, a Node's status, and the phase of a
 * pod that has ended: it takes part in nothing.
 */
export function prepareForWrite(before: Resource | undefined, resource: Resource): Resource {
  const { ref, object } = resource;
  const metadata = {
    ...object.metadata,
    uid: before?.object.metadata?.uid ?? stableUid(formatRef(ref)),
  };
  return { ...resource, object: writtenObject(resource, before, { ...object, metadata }) };
}

function writtenObject(resource: Resource, before: Resource | undefined, object: KubernetesObject): KubernetesObject {
  switch (resource.ref.kind) {
    case 'Node':
      return before === undefined ? object : mergedNode(before.object as Node, object as Node);
    case 'EndpointSlice':
    case 'Endpoints':
      return object;
    case 'Service':
      return withLoadBalancer(
        before === undefined ? object : keepAllocated(before.object as Service, object as Service),
      );
    case 'Namespace':
      return withStatus(object, statusOf(before?.object) ?? { phase: 'Active' });
    case 'Deployment':
      return withStatus(withRevision(before?.object, object), statusOf(before?.object));
    case 'Pod':
      return writtenPod(before?.object as Pod | undefined, object as Pod);
    default:
      return withStatus(object, statusOf(before?.object));
  }
}

/** The status of a Service is never empty: Go writes the struct of the load balancer whatever it holds. */
function withLoadBalancer(object: KubernetesObject): KubernetesObject {
  return statusOf(object) === undefined ? withStatus(object, { loadBalancer: {} }) : object;
}

/** A Node that is there already was made by its kubelet: a manifest adds labels, taints and annotations to it. */
function mergedNode(before: Node, node: Node): Node {
  const { metadata, spec, status } = before;
  return {
    ...node,
    metadata: {
      ...node.metadata,
      labels: { ...metadata?.labels, ...node.metadata?.labels },
      annotations: { ...metadata?.annotations, ...node.metadata?.annotations },
    },
    spec: { ...spec, ...node.spec },
    status: { ...status, ...node.status },
  };
}

/** Where the deployment controller counts the templates that a Deployment has had. */
const REVISION = 'deployment.kubernetes.io/revision';

/** `kubectl apply` leaves alone what it did not write: the annotation of the deployment controller stays. */
function withRevision(before: KubernetesObject | undefined, object: KubernetesObject): KubernetesObject {
  const revision = before?.metadata?.annotations?.[REVISION];
  if (revision === undefined) return object;
  const annotations = { [REVISION]: revision, ...object.metadata?.annotations };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function writtenPod(before: Pod | undefined, pod: Pod): KubernetesObject {
  if (before === undefined) return withStatus(pod, { phase: isFinished(pod) ? pod.status?.phase : 'Pending' });
  const { nodeName, priority } = before.spec ?? {};
  const kept = { ...(nodeName === undefined ? {} : { nodeName }), ...(priority === undefined ? {} : { priority }) };
  const spec = pod.spec === undefined ? undefined : { ...kept, ...pod.spec };
  return withStatus({ ...pod, ...(spec === undefined ? {} : { spec }) } as Pod, before.status);
}

function statusOf(object: KubernetesObject | undefined): unknown {
  return (object as { readonly status?: unknown } | undefined)?.status;
}

function withStatus(object: KubernetesObject, status: unknown): KubernetesObject {
  const { status: _, ...rest } = object as KubernetesObject & { readonly status?: unknown };
  return status === undefined ? rest : Object.assign({}, rest, { status });
}
