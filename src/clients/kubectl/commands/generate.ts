import type { KubernetesObject, Labels } from '../../../engine/model/index.ts';
import type { FlagSet, FlagSpec } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { admitNew } from '../read-objects.ts';
import type { Reply, Session } from '../session.ts';
import { writeObjects } from '../write-objects.ts';
import { configMapData } from './config-map-data.ts';
import { replyOf } from './create.ts';

const OUTPUT: FlagSpec = { name: 'output', short: 'o', type: 'text' };
const UNMODELLED: readonly string[] = [
  ...['dry-run', 'field-manager', 'save-config', 'show-managed-fields', 'template', 'validate'],
  ...['allow-missing-template-keys', 'append-hash'],
];

/** The kinds that `kubectl create` makes without a file. */
export const generatedKinds: ReadonlyMap<string, FlagSet & { readonly run: (session: Session) => Promise<Reply> }> =
  new Map(
    [
      {
        command: 'create deployment',
        flags: [
          { name: 'image', type: 'list' },
          { name: 'replicas', short: 'r', type: 'number' },
          { name: 'port', type: 'number' },
          OUTPUT,
        ] as const,
        run: createDeployment,
      },
      serviceCommand('ClusterIP', [{ name: 'clusterip', type: 'text' }]),
      serviceCommand('NodePort', [{ name: 'node-port', type: 'number' }]),
      serviceCommand('LoadBalancer', []),
      serviceCommand('ExternalName', [{ name: 'external-name', type: 'text' }]),
      { command: 'create namespace', flags: [OUTPUT], run: createNamespace },
      {
        command: 'create configmap',
        flags: [{ name: 'from-literal', type: 'list' }, { name: 'from-file', type: 'list' }, OUTPUT] as const,
        run: createConfigMap,
      },
    ].map((each) => [each.command, { ...each, unmodelled: UNMODELLED }]),
  );

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

function serviceCommand(
  type: ServiceType,
  flags: readonly FlagSpec[],
): Omit<FlagSet, 'unmodelled'> & {
  readonly run: (session: Session) => Promise<Reply>;
} {
  return {
    command: `create service ${type.toLowerCase()}`,
    flags: [{ name: 'tcp', type: 'list' }, OUTPUT, ...flags],
    run: (session) => createService(session, type),
  };
}

/** Sends an object that a command made. `failed` is how the command words a refusal, else it is the server's own; `done` says what it did. */
export async function createObject(
  session: Session,
  object: KubernetesObject,
  { failed, done = 'created' }: { readonly failed?: string; readonly done?: string } = {},
): Promise<Reply> {
  const read = admitNew(session, object);
  const written = writeObjects(session.cluster, [read], { verb: 'create' });
  const errors = written.errors.map((error) =>
    failed === undefined ? error : new KubectlError(`${failed}: ${error.message}`),
  );
  return replyOf({ ...written, errors }, [read], {
    done: () => done,
    output: session.args.text('output'),
  });
}

function onlyName({ args }: Session): string {
  const [name, ...more] = args.words;
  if (name !== undefined && more.length === 0) return name;
  throw usageError(args.command, `exactly one NAME is required, got ${args.words.length}`);
}

function metadata(session: Session, name: string, labels: Labels): KubernetesObject['metadata'] & object {
  return { name, namespace: session.namespace, labels };
}

/** The container's name is the image's, without registry, tag and digest (create_deployment.go). */
function createDeployment(session: Session): Promise<Reply> {
  const { args } = session;
  if (!args.isSet('image')) throw new KubectlError('required flag(s) "image" not set');
  const name = onlyName(session);
  const images = args.list('image').flatMap((each) => each.split(','));
  const behind = args.afterDash ?? [];
  const port = args.text('port');
  const containers = images.map((image) => ({
    name: containerName(image),
    image,
    ...(behind.length === 0 ? {} : { command: behind }),
    ...(port === undefined ? {} : { ports: [{ containerPort: Number(port) }] }),
  }));
  const labels = { app: name };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(session, name, labels),
    spec: {
      replicas: Number(args.text('replicas') ?? 1),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
  return createObject(session, object, { failed: 'failed to create deployment' });
}

function containerName(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  const name = last.split(/[:@]/)[0] ?? last;
  return name.toLowerCase().replace(/[^a-z0-9-]/g, '-');
}

/** kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_service.go. */
function createService(session: Session, type: ServiceType): Promise<Reply> {
  const { args } = session;
  const name = onlyName(session);
  const headless = args.text('clusterip') === 'None';
  const externalName = args.text('external-name');
  if (type === 'ExternalName' && externalName === undefined) {
    throw new KubectlError('required flag(s) "external-name" not set');
  }
  const ports = args
    .list('tcp')
    .flatMap((each) => each.split(','))
    .map(parsePort);
  if (ports.length === 0 && !headless && type !== 'ExternalName') {
    throw new KubectlError('at least one tcp port specifier must be provided');
  }
  const nodePort = Number(args.text('node-port') ?? 0);
  const labels = { app: name };
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(session, name, labels),
    spec: {
      type,
      selector: labels,
      ports: ports.map((each) => (nodePort > 0 ? { ...each, nodePort } : each)),
      ...(args.text('clusterip') === undefined ? {} : { clusterIP: args.text('clusterip') }),
      ...(externalName === undefined ? {} : { externalName }),
    },
  };
  return createObject(session, object, { failed: `failed to create ${type} service` });
}

/** `80`, `80:8080`, `80:http`; the port's name is its text with a dash. */
function parsePort(text: string): object {
  const [from = '', to = from] = text.split(':');
  if (!/^\d+$/.test(from)) throw new KubectlError(`strconv.ParseUint: parsing "${from}": invalid syntax`);
  const targetPort = /^\d+$/.test(to) ? Number(to) : to;
  return { name: text.replace(':', '-'), protocol: 'TCP', port: Number(from), targetPort };
}

function createNamespace(session: Session): Promise<Reply> {
  return createObject(session, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: onlyName(session) } });
}

async function createConfigMap(session: Session): Promise<Reply> {
  const name = onlyName(session);
  const data = await configMapData(session, name);
  const base = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: session.namespace } };
  const object = Object.keys(data).length === 0 ? base : Object.assign(base, { data });
  return createObject(session, object, { failed: 'failed to create configmap' });
}
