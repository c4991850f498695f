import type { Cluster } from '../../../api/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { parseFlags } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { ContainerOutput, Reply, Session } from '../session.ts';
import { deleteFlags, deleteObjects } from './delete.ts';
import { startProcess } from './exec.ts';

/** Whether `kubectl run` waits for what its pod prints: `--attach`, or an open standard input. */
export function isAttached({ args }: Pick<Session, 'args'>): boolean {
  return args.isSet('attach') ? args.isOn('attach') : args.isOn('stdin');
}

const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

/**
 * Stays with the pod that `kubectl run` made until its process ends (handleAttachPod in kubernetes
 * staging/src/k8s.io/kubectl/pkg/cmd/run/run.go): what the container would run is run in it. `--rm` removes the pod then;
 * the pod of a shell goes when somebody leaves the shell.
 */
export async function attach(session: Session, cluster: Cluster, name: string): Promise<Reply> {
  const { args, namespace, context } = session;
  const pod = cluster.view.get('Pod', name, namespace);
  const container = pod?.object.spec.containers[0];
  if (pod === undefined || container === undefined) throw new KubectlError(`pods "${name}" not found`);
  const { phase = 'Pending' } = pod.object.status ?? {};
  if (phase !== 'Running') {
    // kubectl waits a minute (--pod-running-timeout), then gives up.
    return { errors: [new KubectlError('timed out waiting for the condition')], cluster };
  }
  const isOpen = args.isOn('stdin');
  const isInteractive = isOpen && args.isOn('tty');
  const process = { cluster, namespace, pod: name, container: container.name, isInteractive };
  const argv = [
    ...(container.command ?? entryPointOf(container.image ?? '', container.args)),
    ...(container.args ?? []),
  ];
  if (argv.length === 0) {
    throw new NotModelled(`what image ${container.image ?? ''} runs by itself is not modelled`, {
      hint: 'write the command down: kubectl run … --command -- sh',
    });
  }
  const output = await startProcess(session, { ...process, argv, stdin: isOpen ? context.stdin : undefined });
  return ended(session, { cluster, name, output });
}

/** What images run that are made to be clients; the image's own entry point comes before arguments. */
function entryPointOf(image: string, args: readonly string[] | undefined): readonly string[] {
  const repository = image.replace(/^.*?([^/]+\/[^/:@]+|[^/:@]+)(?:[:@].*)?$/, '$1');
  // curl's entry point puts curl before arguments that name no program (curl-container/etc/entrypoint.sh).
  if (repository === 'curlimages/curl')
    return args === undefined ? ['curl'] : /^(?:-|https?:)/.test(args[0] ?? '') ? ['curl'] : [];
  if (args !== undefined) return [];
  return SHELLS.find(({ images }) => images.test(repository))?.shell ?? [];
}

const SHELLS: readonly { readonly images: RegExp; readonly shell: readonly string[] }[] = [
  { images: /(?:^|\/)(?:busybox|alpine|busyboxplus)$/, shell: ['sh'] },
  { images: /(?:^|\/)(?:debian|ubuntu|centos|fedora)$/, shell: ['bash'] },
];

interface Attached {
  readonly cluster: Cluster;
  readonly name: string;
  readonly output: ContainerOutput;
}

async function ended(session: Session, { cluster, name, output }: Attached): Promise<Reply> {
  const { args } = session;
  const isRemoved = args.isOn('rm');
  const prompt = args.isOn('quiet') || !args.isOn('tty') ? '' : PROMPT;
  if (output.entered !== undefined) {
    const entered = { ...output.entered, ...(isRemoved ? { removedOnExit: true } : {}) };
    return { ...output, stderr: prompt + output.stderr, shown: prompt, entered, cluster };
  }
  const { status } = output;
  const ending = status === 0 || status === 'unknown' ? '' : `pod ${session.namespace}/${name} terminated (Error)\n`;
  const removed = isRemoved ? await remove({ ...session, cluster }, name) : { stdout: '', cluster };
  return {
    ...output,
    stdout: output.stdout + (args.isOn('quiet') ? '' : (removed.stdout ?? '')),
    stderr: output.stderr + ending,
    shown: `${output.shown ?? output.stdout + output.stderr}${removed.stdout ?? ''}${ending}`,
    cluster: removed.cluster ?? cluster,
  };
}

/** Deletes the pod as `kubectl delete pod` does. */
async function remove(session: Session, name: string): Promise<Reply> {
  return deleteObjects({ ...session, args: parseFlags(['pod', name], deleteFlags) });
}
