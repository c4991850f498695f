import { podsOf } from '../../../api/index.ts';
import type { Pod, Resource } from '../../../engine/model/index.ts';
import { isFinished, SetupError } from '../../../engine/model/index.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { resourceType } from '../resource-types.ts';
import { notFound, refOf } from '../select-resources.ts';
import type { ContainerOutput, ContainerProcess, Reply, Session } from '../session.ts';

export const execFlags: FlagSet = {
  command: 'exec',
  flags: [
    { name: 'container', short: 'c', type: 'text' },
    { name: 'stdin', short: 'i', type: 'switch' },
    { name: 'tty', short: 't', type: 'switch' },
    { name: 'quiet', short: 'q', type: 'switch' },
  ],
  unmodelled: ['filename/f', 'pod-running-timeout'],
};

/** `kubectl exec` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/exec/exec.go, as of 1.31). */
export async function exec(session: Session): Promise<Reply> {
  const { args } = session;
  const [name, ...words] = args.words;
  if (name === undefined) throw new KubectlError('pod, type/name or --filename must be specified');
  if (words.length > 0) {
    throw usageError('exec', 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  const argv = args.afterDash ?? [];
  if (argv.length === 0) throw new KubectlError('you must specify at least one command for the container');
  const pod = podNamed(session, name);
  if (isFinished(pod.object)) {
    throw new KubectlError(
      `cannot exec into a container in a completed pod; current phase is ${pod.object.status?.phase}`,
    );
  }
  const { container, notice } = containerOf(session, pod);
  return runIn(session, { pod, container, notice, argv });
}

/** The pod that a name or `type/name` means: of a workload or a Service the first one. */
export function podNamed(session: Session, name: string): Resource<Pod> {
  const { view } = session.cluster;
  const [type, named] = name.includes('/') ? (name.split('/') as [string, string]) : ['pods', name];
  const kind = resourceType(view, type);
  const ref = refOf(session, kind, named);
  if (view.getAny(ref) === undefined) throw notFound(kind, named);
  // Of a workload, the first pod runs the command.
  const [pod] =
    kind.kind === 'Service' ? view.labelled('Pod', session.namespace, selectorOf(session, named)) : podsOf(view, ref);
  if (pod !== undefined) return pod;
  throw new KubectlError(`no pods found for ${name}`);
}

function selectorOf({ cluster, namespace }: Session, service: string): Readonly<Record<string, string>> {
  return cluster.view.get('Service', service, namespace)?.object.spec.selector ?? {};
}

/** Without `-c` the annotated container runs it, else the first one; where there are several kubectl says which. */
function containerOf({ args }: Session, { ref, object }: Resource<Pod>): { container: string; notice: string } {
  const names = [...object.spec.containers, ...(object.spec.initContainers ?? [])].map(({ name }) => name);
  const asked = args.text('container');
  if (asked !== undefined) {
    if (names.includes(asked)) return { container: asked, notice: '' };
    throw new KubectlError(`container ${asked} is not valid for pod ${ref.name}`, { reason: 'BadRequest' });
  }
  const annotated = object.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated !== undefined && names.includes(annotated)) return { container: annotated, notice: '' };
  const [container = ''] = names;
  const inits = (object.spec.initContainers ?? []).map(({ name }) => name);
  const listed = names.map((name) => (inits.includes(name) ? `${name} (init)` : name)).join(', ');
  const quiet = names.length === 1 || args.isOn('quiet');
  return { container, notice: quiet ? '' : `Defaulted container "${container}" out of: ${listed}\n` };
}

interface Execution {
  readonly pod: Resource<Pod>;
  readonly container: string;
  readonly notice: string;
  readonly argv: readonly string[];
}

async function runIn(session: Session, { pod, container, notice, argv }: Execution): Promise<Reply> {
  const { args, context } = session;
  const isOpen = args.isOn('stdin');
  const output = await startProcess(session, {
    cluster: session.cluster,
    namespace: pod.ref.namespace ?? session.namespace,
    pod: pod.ref.name,
    container,
    argv,
    stdin: isOpen ? context.stdin : undefined,
    isInteractive: isOpen && args.isOn('tty'),
  });
  return ended(output, notice);
}

/** Has a process started in a container. Throws a SetupError where nobody opens one. */
export function startProcess({ context }: Session, process: ContainerProcess): Promise<ContainerOutput> {
  if (context.runIn !== undefined) return context.runIn(process);
  throw new SetupError(`no process is started in pod ${process.pod}: this kubectl opens no containers`);
}

function ended(output: ContainerOutput, notice: string): ContainerOutput {
  const { status, stdout, stderr, shown = stdout + stderr } = output;
  const ending = status === 0 || status === 'unknown' ? '' : `command terminated with exit code ${status}\n`;
  return { ...output, stderr: `${notice}${stderr}${ending}`, shown: `${notice}${shown}${ending}` };
}
