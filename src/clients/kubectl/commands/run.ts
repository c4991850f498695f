import type { KubernetesObject } from '../../../engine/model/index.ts';
import { DRY_RUN, dryRunOf } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { parseLabels } from '../parse-labels.ts';
import type { Reply, Session } from '../session.ts';
import { attach, isAttached } from './attach.ts';
import { createObject } from './generate.ts';

export const runFlags: FlagSet = {
  command: 'run',
  flags: [
    { name: 'image', type: 'text' },
    { name: 'port', type: 'text' },
    { name: 'expose', type: 'switch' },
    { name: 'labels', short: 'l', type: 'text' },
    { name: 'env', type: 'list' },
    { name: 'command', type: 'switch' },
    { name: 'restart', type: 'text' },
    { name: 'image-pull-policy', type: 'text' },
    { name: 'annotations', type: 'list' },
    { name: 'output', short: 'o', type: 'text' },
    { name: 'stdin', short: 'i', type: 'switch' },
    { name: 'tty', short: 't', type: 'switch' },
    { name: 'attach', type: 'switch' },
    { name: 'rm', type: 'switch' },
    { name: 'quiet', short: 'q', type: 'switch' },
    DRY_RUN,
    { name: 'privileged', type: 'switch' },
    // Nothing takes time here.
    { name: 'pod-running-timeout', type: 'text' },
    { name: 'grace-period', type: 'text' },
    { name: 'timeout', type: 'text' },
    { name: 'force', type: 'switch' },
    { name: 'now', type: 'switch' },
  ],
  unmodelled: [
    ...['overrides', 'override-type', 'cascade', 'field-manager', 'filename/f', 'kustomize/k', 'leave-stdin-open'],
    ...['wait', 'recursive/R', 'save-config', 'show-managed-fields', 'template'],
  ],
};

/** `kubectl run` since 1.18: one pod (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/run/run.go). */
export async function run(session: Session): Promise<Reply> {
  const { args } = session;
  const image = args.text('image');
  if (image === undefined) throw new KubectlError('required flag(s) "image" not set');
  const [name, ...words] = args.words;
  if (name === undefined) throw usageError('run', 'NAME is required for run');
  const restartPolicy = args.text('restart') ?? 'Always';
  if (!['Always', 'OnFailure', 'Never'].includes(restartPolicy)) {
    throw usageError('run', `invalid restart policy: ${restartPolicy}`);
  }
  checkTerminal(session);
  const port = portOf(session);
  const pod = podOf(session, { name, image, restartPolicy, port, words });
  const created = await createObject(session, pod);
  if (created.cluster !== undefined && isAttached(session)) return attach(session, created.cluster, name);
  const isTried = dryRunOf(args) === 'client';
  if (!args.isOn('expose') || (created.cluster === undefined && !isTried) || port === undefined) return created;
  const cluster = created.cluster ?? session.cluster;
  const service = await createObject({ ...session, cluster }, serviceOf(session, name, port));
  const between = isTried && args.text('output') === 'yaml' ? '---\n---\n' : '';
  return {
    ...service,
    cluster: service.cluster ?? cluster,
    stdout: `${service.stdout ?? ''}${between}${created.stdout ?? ''}`,
  };
}

/** What kubectl refuses before it asks the server (RunOptions.Run in the same file). */
function checkTerminal({ args }: Session): void {
  if (args.isOn('tty') && !args.isOn('stdin')) {
    throw new KubectlError('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (args.isOn('rm') && !isAttached({ args })) {
    throw new KubectlError('--rm should only be used for attached containers');
  }
}

function portOf({ args }: Session): number | undefined {
  const port = args.text('port');
  if (port === undefined) {
    if (args.isOn('expose')) throw usageError('run', '--port must be set when exposing a service');
    return undefined;
  }
  if (/^\d+$/.test(port)) return Number(port);
  throw new KubectlError(`strconv.Atoi: parsing "${port}": invalid syntax`);
}

interface PodParts {
  readonly name: string;
  readonly image: string;
  readonly restartPolicy: string;
  readonly port: number | undefined;
  readonly words: readonly string[];
}

function podOf(
  session: Session,
  { name, image, restartPolicy, port, words }: PodParts,
): KubernetesObject & { readonly spec: object } {
  const { args, namespace } = session;
  const argv = [...words, ...(args.afterDash ?? [])];
  const annotations = Object.fromEntries(args.list('annotations').map((each) => splitPair(each)));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: labelsOf(session, name),
      ...(args.isSet('annotations') ? { annotations } : {}),
    },
    spec: {
      containers: [
        {
          name,
          image,
          ...(argv.length === 0 ? {} : args.isOn('command') ? { command: argv } : { args: argv }),
          ...(port === undefined ? {} : { ports: [{ containerPort: port }] }),
          ...(args.isSet('env') ? { env: args.list('env').map(environmentVariable) } : {}),
          ...(isAttached(session) && args.isOn('stdin') ? { stdin: true, stdinOnce: true } : {}),
          ...(args.isOn('tty') ? { tty: true } : {}),
          ...(args.isOn('privileged') ? { securityContext: { privileged: true } } : {}),
          ...(args.isSet('image-pull-policy') ? { imagePullPolicy: args.text('image-pull-policy') } : {}),
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy,
    },
  };
}

function labelsOf({ args }: Session, name: string): Readonly<Record<string, string>> {
  const labels = args.text('labels');
  return labels === undefined || labels === '' ? { run: name } : parseLabels(labels);
}

function environmentVariable(text: string): object {
  const [name, value] = splitPair(text);
  return { name, value };
}

function splitPair(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)];
  throw new KubectlError(`invalid env: ${text}`);
}

/** The Service of `--expose` selects the pod's labels. */
function serviceOf(session: Session, name: string, port: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: session.namespace },
    spec: { selector: labelsOf(session, name), ports: [{ port, protocol: 'TCP', targetPort: port }] },
  };
}
