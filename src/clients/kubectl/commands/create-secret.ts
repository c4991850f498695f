import type { KubernetesObject } from '../../../engine/model/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { toBase64 } from '../base64.ts';
import type { FlagSpec } from '../flags.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { Reply, Session } from '../session.ts';
import { configMapData } from './config-map-data.ts';
import { type CreateCommand, createCommand, createObject, onlyName } from './create-object.ts';

const text = (name: string): FlagSpec => ({ name, type: 'text' });

/** `kubectl create secret` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_secret*.go). */
export const secretCommands: readonly CreateCommand[] = [
  createCommand(
    'secret generic',
    [{ name: 'from-literal', type: 'list' }, { name: 'from-file', type: 'list' }, text('type')],
    createGeneric,
  ),
  createCommand('secret tls', [text('cert'), text('key')], createTls),
  createCommand(
    'secret docker-registry',
    [text('docker-server'), text('docker-username'), text('docker-password'), text('docker-email')],
    createDockerRegistry,
  ),
];

function send(
  session: Session,
  name: string,
  { data, type }: { readonly data: Readonly<Record<string, string>>; readonly type?: string | undefined },
): Promise<Reply> {
  const entries = Object.entries(data).map(([key, value]) => [key, toBase64(value)] as const);
  const secret: KubernetesObject = Object.assign(
    { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: session.namespace } },
    entries.length === 0 ? {} : { data: Object.fromEntries(entries) },
    type === undefined ? {} : { type },
  );
  return createObject(session, secret, { failed: 'failed to create secret' });
}

async function createGeneric(session: Session): Promise<Reply> {
  const name = onlyName(session);
  return send(session, name, { data: await configMapData(session, name, 'Secret'), type: session.args.text('type') });
}

async function createTls(session: Session): Promise<Reply> {
  const { args } = session;
  const name = onlyName(session);
  const [cert, key] = [args.text('cert'), args.text('key')];
  if (cert === undefined || key === undefined) throw new KubectlError('key and cert must be specified');
  const data = { 'tls.crt': await fileText(session, cert), 'tls.key': await fileText(session, key) };
  const pem = /-----BEGIN [A-Z ]+-----/;
  if (!pem.test(data['tls.crt'])) throw new KubectlError('tls: failed to find any PEM data in certificate input');
  if (!pem.test(data['tls.key'])) throw new KubectlError('tls: failed to find any PEM data in key input');
  return send(session, name, { data, type: 'kubernetes.io/tls' });
}

async function fileText({ context }: Session, path: string): Promise<string> {
  const content = await context.files?.read(path);
  if (content?.kind === 'file') return content.text;
  throw new KubectlError(`open ${path}: no such file or directory`);
}

/** The registry by itself is Docker Hub's, and its name that of its first API. */
async function createDockerRegistry(session: Session): Promise<Reply> {
  const { args } = session;
  const name = onlyName(session);
  const [username = '', password = '', email = ''] = ['username', 'password', 'email'].map((each) =>
    args.text(`docker-${each}`),
  );
  const server = args.text('docker-server') ?? 'https://index.docker.io/v1/';
  if (username === '' || password === '' || server === '') {
    throw new KubectlError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  if (/[<>&\u2028\u2029]/.test(`${username}${password}${email}${server}`)) {
    throw new NotModelled('a docker-registry secret with letters that Go escapes in JSON is not modelled');
  }
  const entry = { username, password, ...(email === '' ? {} : { email }), auth: toBase64(`${username}:${password}`) };
  const config = JSON.stringify({ auths: { [server]: entry } });
  return send(session, name, { data: { '.dockerconfigjson': config }, type: 'kubernetes.io/dockerconfigjson' });
}
