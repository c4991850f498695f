import {
  type ClusterView,
  controllerOf,
  formatRef,
  type KubernetesObject,
  type ObjectRef,
  podIPs,
  type Resource,
  usesHostNetwork,
} from '../../engine/model/index.ts';
import { kindOf } from './kind-words.ts';

/** What the tokens of the cluster belong to: of one state of it, which `compare` reads and never changes. */
export interface KnownTokens {
  /** Whose the address is, such as `Pod shop/web-0`; several where a thing shares the address of its node. */
  ownersOf(address: string): readonly string[];
  /** The workload whose name a generated name begins with: `web` of `web-5d4f8b-x2v4f`. */
  baseOf(name: string): string | undefined;
  /** The objects with that generated name, such as `Pod shop/web-5d4f8b-x2v4f`. */
  objectsNamed(name: string): readonly string[];
  isNode(name: string): boolean;
  /** The Service whose node port that is, if the cluster chose it. */
  chosenPort(port: string): string | undefined;
  /** Whether a manifest or command wrote the address or port: the page then has the same. */
  isWritten(token: string): boolean;
  /** Whether the object is the cluster's own, which a page may leave out; `kind` in small letters. */
  isOwn(kind: string | undefined, namespace: string | undefined, name: string): boolean;
  /** Whether a token still belongs to what it belonged to. */
  stillHas(token: string, owner: string): boolean;
}

/** Knows of nothing: every token is free. */
export const NOTHING_KNOWN: KnownTokens = {
  ownersOf: () => [],
  baseOf: () => undefined,
  objectsNamed: () => [],
  isNode: () => false,
  chosenPort: () => undefined,
  isWritten: () => false,
  isOwn: (kind, _namespace, name) => isAlwaysOwn(kind, name),
  stillHas: () => true,
};

const SYSTEM_NAMESPACES = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/** The objects that every cluster has whoever made it. */
function isAlwaysOwn(kind: string | undefined, name: string): boolean {
  if (name === 'kubernetes') return kind === undefined || ['service', 'endpoints', 'endpointslice'].includes(kind);
  if (name === 'kube-root-ca.crt') return kind === undefined || kind === 'configmap';
  if (/^default-token-/.test(name)) return true;
  return name === 'default' ? kind === 'serviceaccount' : SYSTEM_NAMESPACES.has(name) && kind !== 'pod';
}

/** What the tokens of that state of the cluster belong to. A page asks several times between two changes. */
export function knownTokens(view: ClusterView): KnownTokens {
  const found = known.get(view) ?? readTokens(view);
  known.set(view, found);
  return found;
}

const known = new WeakMap<ClusterView, KnownTokens>();

function readTokens(view: ClusterView): KnownTokens {
  const owners = new Map<string, string[]>();
  const bases = new Map<string, string>();
  const named = new Map<string, string[]>();
  const ports = new Map<string, string>();
  const written = new Set<string>();
  const own = new Set<string>();
  const add = (map: Map<string, string[]>, key: string, value: string) => {
    const list = map.get(key) ?? [];
    if (!list.includes(value)) map.set(key, [...list, value]);
  };
  for (const kind of view.kinds()) {
    for (const resource of view.listAny(kind)) {
      const { ref, origin } = resource;
      if (origin.kind === 'builtin') own.add(`${ref.kind.toLowerCase()} ${ref.name}`);
      const base = generatedBase(resource, view);
      if (base !== undefined) {
        bases.set(ref.name, base);
        add(named, ref.name, formatRef(ref));
      }
    }
  }
  for (const { ref, object } of view.list('Pod')) {
    for (const address of podIPs(object)) {
      if (!usesHostNetwork(object)) add(owners, address, formatRef(ref));
    }
  }
  for (const { ref, object } of view.list('Node')) {
    for (const { address } of object.status?.addresses ?? []) add(owners, address, formatRef(ref));
  }
  for (const { ref, object } of view.list('Service')) {
    const { clusterIP, clusterIPs = [], ports: list = [], externalIPs = [], healthCheckNodePort } = object.spec ?? {};
    if (healthCheckNodePort !== undefined) {
      if (isWrittenField(view, ref, ['spec'], 'healthCheckNodePort')) written.add(String(healthCheckNodePort));
      else ports.set(String(healthCheckNodePort), formatRef(ref));
    }
    for (const address of [...(clusterIP === undefined ? [] : [clusterIP]), ...clusterIPs]) {
      if (address !== 'None' && address !== '') add(owners, address, formatRef(ref));
    }
    for (const address of externalIPs) written.add(address);
    for (const { ip } of object.status?.loadBalancer?.ingress ?? []) {
      if (ip !== undefined) add(owners, ip, formatRef(ref));
    }
    list.forEach(({ nodePort }, index) => {
      if (nodePort === undefined) return;
      if (isWrittenField(view, ref, ['spec', 'ports', index], 'nodePort')) written.add(String(nodePort));
      else ports.set(String(nodePort), formatRef(ref));
    });
    const healthPort = object.spec?.healthCheckNodePort;
    if (healthPort !== undefined && !isWrittenField(view, ref, ['spec'], 'healthCheckNodePort')) {
      ports.set(String(healthPort), formatRef(ref));
    }
    if (clusterIP !== undefined && isWrittenField(view, ref, ['spec'], 'clusterIP')) written.add(clusterIP);
  }
  return {
    ownersOf: (address) => owners.get(address) ?? [],
    baseOf: (name) => bases.get(name),
    objectsNamed: (name) => named.get(name) ?? [],
    isNode: (name) => view.get('Node', name) !== undefined,
    chosenPort: (port) => ports.get(port),
    isWritten: (token) => written.has(token),
    isOwn: (kind, namespace, name) =>
      isAlwaysOwn(kind, name) || SYSTEM_NAMESPACES.has(namespace ?? '') || isBuiltin(own, kind, name),
    stillHas: (token, owner) =>
      owners.get(token)?.includes(owner) === true ||
      named.get(token)?.includes(owner) === true ||
      ports.get(token) === owner,
  };
}

function isBuiltin(own: ReadonlySet<string>, kind: string | undefined, name: string): boolean {
  return kind !== undefined && kind !== 'node' && own.has(`${kindOf(kind)} ${name}`);
}

/**
 * The first name of a generated one. StatefulSets number their pods, which is no chance: kubernetes
 * `pkg/controller/statefulset/stateful_set_utils.go`, `getPodName`.
 */
function generatedBase({ ref, object, origin }: Resource<KubernetesObject>, view: ClusterView): string | undefined {
  if (origin.kind === 'manifest') return undefined;
  let current: ObjectRef | undefined = ref;
  let object_: KubernetesObject | undefined = object;
  let base: string | undefined;
  for (let step = 0; step < 4 && current !== undefined; step += 1) {
    const owner = object_ === undefined ? undefined : controllerOf(object_);
    if (owner === undefined || owner.kind === 'StatefulSet' || owner.kind === 'Node') break;
    if (!ref.name.startsWith(`${owner.name}-`)) break;
    base = owner.name;
    const next: ObjectRef = {
      kind: owner.kind,
      name: owner.name,
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
    };
    current = next;
    object_ = view.getAny(next)?.object;
  }
  return base;
}

function isWrittenField(
  view: ClusterView,
  ref: ObjectRef,
  parent: readonly (string | number)[],
  field: string,
): boolean {
  const at = view.locate(ref, [...parent, field]);
  // A field that nobody wrote has the place of what it would stand in.
  const nowhere = view.locate(ref, [...parent, 'written nowhere']);
  return at !== undefined && (nowhere === undefined || at.line !== nowhere.line || at.column !== nowhere.column);
}
