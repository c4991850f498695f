import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../../../api/index.ts';
import { type KindInfo, kinds } from '../../../engine/admission/index.ts';
import type { ObjectRef, Resource } from '../../../engine/model/index.ts';

/** An API server for a real kubectl to talk to: it shows a cluster's objects, and takes every write without effect. */
export interface ApiServer {
  readonly url: string;
  /** The objects that were posted, as kubectl sent them. */
  readonly posted: readonly unknown[];
  close(): Promise<void>;
}

/** Serves the objects of a cluster on a free port of this machine. */
export async function serveApi(cluster: Cluster): Promise<ApiServer> {
  const posted: unknown[] = [];
  const server = createServer((request, response) => void handle(cluster, posted, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, posted, close };
}

const VERSIONS: Readonly<Record<string, string>> = { '': 'v1', 'policy.networking.k8s.io': 'v1alpha1' };

function versionOf(group: string): string {
  return VERSIONS[group] ?? 'v1';
}

async function handle(
  cluster: Cluster,
  posted: unknown[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://x');
  const body = await bodyOf(request);
  // Nothing ever happens to the cluster, so that who watches hears nothing.
  if (url.searchParams.has('watch') || url.pathname.endsWith('/log')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end();
    return;
  }
  const [status, value] = answer(cluster, posted, { method: request.method ?? 'GET', url, body });
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Question {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

type Answer = readonly [status: number, value: unknown];

function answer(cluster: Cluster, posted: unknown[], { method, url, body }: Question): Answer {
  const path = url.pathname;
  if (path === '/version') return [200, { major: '1', minor: '33', gitVersion: 'v1.33.0' }];
  if (path === '/api') return [200, { kind: 'APIVersions', versions: ['v1'] }];
  if (path === '/apis') return [200, { kind: 'APIGroupList', apiVersion: 'v1', groups: groups() }];
  const discovery = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
  if (discovery !== null) return [200, resourcesOf(discovery[1] ?? '', discovery[2] ?? '')];
  const match =
    /^\/(?:api|apis\/([^/]+))\/[^/]+(?:\/namespaces\/([^/]+)(?=\/[^/]))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
      path,
    );
  const [, group = '', namespace, plural = '', name, subresource] = match ?? [];
  const kind = kinds.find((each) => each.plural === plural && each.group === group);
  if (kind === undefined) return statusError(404, 'NotFound', 'the server could not find the requested resource');
  if (method === 'POST') return take(cluster, posted, kind, body);
  if (name === undefined) return [200, listOf(cluster, kind, namespace, url)];
  const ref = { kind: kind.kind, name, ...(namespace === undefined ? {} : { namespace }) };
  const found = cluster.view.getAny(ref);
  if (found === undefined) return notFound(kind, ref);
  if (subresource === 'scale') return [200, scaleOf(found)];
  return method === 'DELETE' ? [200, { kind: 'Status', apiVersion: 'v1', status: 'Success' }] : [200, found.object];
}

/** kubectl sends some objects as protocol buffers, which are answered for with an empty object of their kind. */
function take(cluster: Cluster, posted: unknown[], kind: KindInfo, body: string): Answer {
  if (!body.startsWith('{'))
    return [201, { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { name: 'taken' } }];
  const object = JSON.parse(body) as { readonly metadata: { readonly name: string; readonly namespace?: string } };
  posted.push(object);
  const { name, namespace = 'default' } = object.metadata;
  const ref = kind.namespaced ? { kind: kind.kind, namespace, name } : { kind: kind.kind, name };
  if (cluster.view.getAny(ref) === undefined) return [201, object];
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  return statusError(409, 'AlreadyExists', `${resource} "${name}" already exists`);
}

function listOf(cluster: Cluster, kind: KindInfo, namespace: string | undefined, url: URL): unknown {
  const selector = url.searchParams.get('labelSelector');
  const field = url.searchParams.get('fieldSelector');
  const items = cluster.view
    .listAny(kind.kind, namespace)
    .filter(({ object }) => selector === null || carries(object.metadata?.labels ?? {}, selector))
    .filter(({ object }) => field === null || field.split(',').every((term) => meets(object, term)))
    .map(({ object }) => object);
  const shown = kind.kind === 'Event' ? [] : items;
  return { apiVersion: apiVersionOf(kind), kind: `${kind.kind}List`, metadata: { resourceVersion: '1' }, items: shown };
}

function carries(labels: Readonly<Record<string, string>>, selector: string): boolean {
  return selector.split(',').every((each) => labels[each.split('=')[0] ?? ''] === each.split('=').at(-1));
}

/** `spec.nodeName=worker-1`, `status.phase!=Failed`. */
function meets(object: object, term: string): boolean {
  const [path = '', value = ''] = term.split(/!?=/);
  const found = path.split('.').reduce<unknown>((each, key) => Reflect.get(Object(each), key), object);
  return (found === value) !== term.includes('!=');
}

function scaleOf({ ref, object }: Resource): unknown {
  const { spec } = object as { readonly spec?: { readonly replicas?: number } };
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name: ref.name, namespace: ref.namespace },
    spec: { replicas: spec?.replicas },
  };
}

function notFound({ plural, group }: KindInfo, { name }: ObjectRef): Answer {
  const resource = group === '' ? plural : `${plural}.${group}`;
  return statusError(404, 'NotFound', `${resource} "${name}" not found`, { name, group, kind: plural });
}

function statusError(code: number, reason: string, message: string, details: object = {}): Answer {
  return [code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, details }];
}

function groups(): readonly unknown[] {
  const names = [...new Set(kinds.map(({ group }) => group))].filter((group) => group !== '');
  return names.map((name) => {
    const version = { groupVersion: `${name}/${versionOf(name)}`, version: versionOf(name) };
    return { name, versions: [version], preferredVersion: version };
  });
}

const ALL: readonly string[] = [
  ...['Pod', 'ReplicationController', 'Service', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  ...['HorizontalPodAutoscaler', 'CronJob', 'Job'],
];

function resourcesOf(group: string, version: string): unknown {
  const resources = kinds
    .filter((each) => each.group === group)
    .flatMap(({ plural, kind, namespaced, shortNames }) => {
      const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
      const name = { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs, shortNames };
      const categories = ALL.includes(kind) ? { categories: ['all'] } : {};
      const scale = { name: `${plural}/scale`, singularName: '', namespaced, kind: 'Scale', verbs: ['get', 'patch'] };
      return [
        { ...name, ...categories },
        { ...scale, group: 'autoscaling', version: 'v1' },
      ];
    });
  const groupVersion = group === '' ? version : `${group}/${version}`;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function apiVersionOf({ group }: KindInfo): string {
  return group === '' ? 'v1' : `${group}/${versionOf(group)}`;
}
