import type { KubernetesObject, Labels } from '../../../engine/model/index.ts';
import type { FlagSpec } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { Reply, Session } from '../session.ts';
import { configMapData } from './config-map-data.ts';
import { type CreateCommand, createCommand, createObject, onlyName } from './create-object.ts';

export { createObject };

/** The kinds that change connections, and that `kubectl create` makes without a file. */
export const generatedKinds: readonly CreateCommand[] = [
  createCommand(
    'deployment',
    [
      { name: 'image', type: 'list' },
      { name: 'replicas', short: 'r', type: 'number' },
      { name: 'port', type: 'number' },
    ],
    createDeployment,
  ),
  serviceCommand('ClusterIP', [{ name: 'clusterip', type: 'text' }]),
  serviceCommand('NodePort', [{ name: 'node-port', type: 'number' }]),
  serviceCommand('LoadBalancer', []),
  serviceCommand('ExternalName', [{ name: 'external-name', type: 'text' }]),
  createCommand('namespace', [], createNamespace),
  createCommand(
    'configmap',
    [
      { name: 'from-literal', type: 'list' },
      { name: 'from-file', type: 'list' },
    ],
    createConfigMap,
  ),
];

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

function serviceCommand(type: ServiceType, flags: readonly FlagSpec[]): CreateCommand {
  return createCommand(`service ${type.toLowerCase()}`, [{ name: 'tcp', type: 'list' }, ...flags], (session) =>
    createService(session, type),
  );
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
  const containers = images.map((image, index) => ({
    name: containerName(image),
    image,
    ...(behind.length === 0 ? {} : { command: behind }),
    // The port is the first container's (create_deployment.go).
    ...(port === undefined || index > 0 ? {} : { ports: [{ containerPort: Number(port) }] }),
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
      ...(ports.length === 0 ? {} : { ports: ports.map((each) => (nodePort > 0 ? { ...each, nodePort } : each)) }),
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
