import { toolboxOf } from '../../clients/net-tools/index.ts';
import { HOST, type Place } from '../../clients/shell/index.ts';
import {
  type ClusterView,
  controllerOf,
  type Pod,
  type Resource,
  runningContainers,
} from '../../engine/model/index.ts';
import type { CommandStatement } from '../page/index.ts';
import type { Where } from '../settings/index.ts';
import type { OpenShell, Session } from './session.ts';

/** What is known where a command is about to run. */
export interface Scene {
  readonly view: ClusterView;
  readonly session: Session;
  /** The namespace of the kubeconfig. */
  readonly namespace: string;
  /** The cluster's names for those of the page. */
  rewrite(text: string): string;
}

/**
 * Where a command runs: where its annotation says, else whom its prompt names, else in the shell that was opened last;
 * kubectl on the host whatever is open. `leaves` says that the open shell was left without a word.
 */
export function placeOf(
  statement: Pick<CommandStatement, 'annotations' | 'prompt' | 'section' | 'text'>,
  scene: Scene,
): { readonly place: Place; readonly leaves?: true } {
  const { annotations, prompt, text } = statement;
  const { session } = scene;
  const { current } = session;
  if (annotations.where !== undefined) return { place: withProgram(placeNamed(annotations.where, scene), text, scene) };
  if (prompt?.host !== undefined) return { place: withProgram(ofMachine(prompt.host, scene), text, scene) };
  if (isForHost(text) || (prompt === undefined && KUBECTL_WITHIN.test(text))) return { place: HOST };
  if (prompt?.kind === 'container') return { place: current?.place ?? session.lastPod ?? onlyPod(scene) ?? HOST };
  if (current === undefined) return { place: HOST };
  // The prompt that opened the shell is back: so is the shell that it belongs to.
  if (prompt !== undefined && prompt.text === current.openedAt?.text) return { place: HOST, leaves: true };
  return isLeft(statement, current, scene) ? { place: HOST, leaves: true } : { place: current.place };
}

/** Under another heading nothing tells that a shell is still open: a program that only the host has is run there. */
function isLeft(
  { prompt, section, text }: Pick<CommandStatement, 'prompt' | 'section' | 'text'>,
  { place, section: openedUnder }: OpenShell,
  { view }: Pick<Scene, 'view'>,
): boolean {
  if (prompt !== undefined || section === openedUnder || place.kind !== 'pod') return false;
  const pod = view.get('Pod', place.name, place.namespace);
  const container = place.container ?? pod?.object.spec.containers[0]?.name;
  if (pod === undefined || container === undefined) return false;
  const program = programOf(text);
  const { tools } = toolboxOf({ kind: 'pod', pod, container });
  return !Object.hasOwn(tools, program) && Object.hasOwn(toolboxOf({ kind: 'external', addresses: [] }).tools, program);
}

function programOf(text: string): string {
  return /^\s*(?:\w+=\S*\s+)*([\w./-]+)/.exec(text)?.[1]?.replace(/^.*\//, '') ?? '';
}

/** kubectl in a substitution or behind a pipe is the host's as well: containers have none. */
const KUBECTL_WITHIN = /(?:\$\(|`|\|\s*|&&\s*|;\s*)(?:kubectl|minikube)\s/;

/** kubectl, and what makes clusters and charts, are programs of the host; so is whatever a function of it is called. */
function isForHost(text: string): boolean {
  return /(?:^|\$\(|`|[;|&(]\s*|\b(?:do|then|while|until|if|!)\s+)(?:sudo\s+|watch\s+)?(?:\w+=[^\s$`]*\s+)*(?:kubectl|minikube|kind|k3d|oc|k|az|aws|gcloud|eksctl|doctl|helm|docker|brew|istioctl|calicoctl|cilium)\s/.test(
    text,
  );
}

export function placeNamed(where: Where, { namespace, session }: Pick<Scene, 'namespace' | 'session'>): Place {
  if (where.kind !== 'pod') return where;
  const { container } = where;
  const pod = { kind: 'pod', namespace: where.namespace ?? namespace, name: where.name } as const;
  if (container !== undefined) return { ...pod, container };
  const { lastPod } = session;
  return lastPod?.kind === 'pod' && lastPod.name === pod.name && lastPod.namespace === pod.namespace ? lastPod : pod;
}

/** A prompt names a node, a pod, or a machine outside; a pod's by its beginning where the pod was made again. */
function ofMachine(written: string, scene: Scene): Place {
  const { view, session } = scene;
  const name = scene.rewrite(written);
  const { current } = session;
  if (current?.place.kind === 'pod' && current.place.name === name) return current.place;
  if (view.get('Node', name) !== undefined) return { kind: 'node', name };
  const pod = podNamed(name, scene);
  if (pod !== undefined) return placeNamed({ kind: 'pod', ...namesOf(pod) }, scene);
  // Docker calls a container by its id; whatever else nobody in the cluster is called is somebody outside.
  if (current !== undefined && /^[0-9a-f]{12}$/.test(name)) return current.place;
  // The name of a pod that chance made, and no pod of here: the one whose shell is open had another name then.
  if (current?.place.kind === 'pod' && /-[a-z0-9]{8,10}-[a-z0-9]{5}$/.test(name)) return current.place;
  // `node $` and `[cluster] $` say where, and not which.
  const [node] = /^(?:(?:worker-?|cluster-?)?node|cluster|worker)$/.test(name) ? view.list('Node').slice(-1) : [];
  if (node !== undefined) return { kind: 'node', name: node.ref.name };
  return { kind: 'outside', name: written };
}

function namesOf({ ref }: Resource<Pod>): { readonly name: string; readonly namespace: string } {
  return { name: ref.name, namespace: ref.namespace };
}

/** The pods of Deployments that a command names before any output has shown them, each with the one that it means here. */
export function unseenPods(command: string, scene: Pick<Scene, 'namespace' | 'view'>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [word] of command.matchAll(/[a-z0-9][a-z0-9-]*-[a-z0-9]{8,10}-[a-z0-9]{5}(?![\w-])/g)) {
    const pod = podNamed(word, scene);
    if (pod !== undefined && pod.ref.name !== word) found.set(word, pod.ref.name);
  }
  return found;
}

/** The pod of that name; else the first of the workload that a generated name begins with. */
function podNamed(name: string, { view, namespace }: Pick<Scene, 'namespace' | 'view'>): Resource<Pod> | undefined {
  const pods = [...view.list('Pod')].sort((a, b) => rank(a, namespace) - rank(b, namespace));
  const exact = pods.find(({ ref }) => ref.name === name);
  if (exact !== undefined) return exact;
  return pods.find(({ object }) => {
    const owner = controllerOf(object)?.name.replace(/-[a-z0-9]{5,10}$/, '');
    return (
      owner !== undefined &&
      name.startsWith(`${owner}-`) &&
      /^-(?:[a-z0-9]{1,10}-)?[a-z0-9]{5}$/.test(name.slice(owner.length))
    );
  });
}

function rank({ ref }: Resource<Pod>, namespace: string): number {
  return ref.namespace === namespace ? 0 : 1;
}

/** The one pod that somebody wrote, where there is one alone. */
function onlyPod({ view, namespace }: Scene): Place | undefined {
  const [pod, another] = view.list('Pod').filter(({ ref }) => ref.namespace === namespace);
  return pod === undefined || another !== undefined ? undefined : { kind: 'pod', ...namesOf(pod) };
}

/** Of several containers where nobody was, the first that has the program. */
function withProgram(place: Place, text: string, { view }: Pick<Scene, 'view'>): Place {
  if (place.kind !== 'pod' || place.container !== undefined) return place;
  const pod = view.get('Pod', place.name, place.namespace);
  const [first, ...others] = pod === undefined ? [] : runningContainers(pod.object);
  if (pod === undefined || first === undefined || others.length === 0) return place;
  const program = programOf(text);
  const has = [first, ...others].find(({ name }) =>
    Object.hasOwn(toolboxOf({ kind: 'pod', pod, container: name }).tools, program),
  );
  return { ...place, container: (has ?? first).name };
}
