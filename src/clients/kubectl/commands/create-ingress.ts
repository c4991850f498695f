import { KubectlError } from '../kubectl-error.ts';
import type { Reply, Session } from '../session.ts';
import { type CreateCommand, createCommand, createObject, onlyName } from './create-object.ts';

/** `kubectl create ingress` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create_ingress.go). */
export const ingressCommand: CreateCommand = createCommand(
  'ingress',
  [
    { name: 'class', type: 'text' },
    { name: 'rule', type: 'list' },
    { name: 'annotation', type: 'list' },
    { name: 'default-backend', type: 'text' },
  ],
  createIngress,
);

interface Rule {
  readonly host: string;
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
  readonly backend: object;
  /** The name of the Secret, which may be empty; absent without TLS. */
  readonly secret?: string;
}

const RULE = /^[\w.*-]*\/[^=\s]*=[^:,\s]+:[\w-]+(?:,tls(?:=[\w.-]*)?)?$/;

async function createIngress(session: Session): Promise<Reply> {
  const { args, namespace } = session;
  const name = onlyName(session);
  const written = args.list('rule');
  const backend = args.text('default-backend');
  if (written.length === 0 && backend === undefined) {
    throw new KubectlError(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const wrong = written.find((rule) => !RULE.test(rule));
  if (wrong !== undefined) {
    throw new KubectlError(`rule ${wrong} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  if (backend !== undefined && backend.split(':').length !== 2) {
    throw new KubectlError('default-backend should be in format servicename:serviceport');
  }
  const rules = written.map(parseRule);
  const annotations = args.list('annotation').map((each) => {
    const equals = each.indexOf('=');
    if (equals > 0) return [each.slice(0, equals), each.slice(equals + 1)] as const;
    throw new KubectlError(`annotation ${each} is invalid and should be in format key=[value]`);
  });
  const tls = tlsOf(rules);
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace,
      ...(annotations.length === 0 ? {} : { annotations: Object.fromEntries(annotations) }),
    },
    spec: {
      ...(args.text('class') === undefined ? {} : { ingressClassName: args.text('class') }),
      ...(backend === undefined ? {} : { defaultBackend: parseBackend(backend) }),
      ...(rules.length === 0 ? {} : { rules: byHost(rules) }),
      ...(tls.length === 0 ? {} : { tls }),
    },
  };
  return createObject(session, object, { failed: 'failed to create ingress' });
}

/** `host/path*=service:port,tls=secret`: a path that ends in `*` is a prefix. */
function parseRule(text: string): Rule {
  const equals = text.indexOf('=');
  const [front, back] = [text.slice(0, equals), text.slice(equals + 1)];
  const slash = front.indexOf('/');
  const path = front.slice(slash);
  const [backend = '', tls] = back.split(',');
  return {
    host: front.slice(0, slash),
    path: path.replace(/\*$/, ''),
    pathType: path.endsWith('*') ? 'Prefix' : 'Exact',
    backend: parseBackend(backend),
    ...(tls === undefined ? {} : { secret: tls.split('=')[1] ?? '' }),
  };
}

function parseBackend(text: string): object {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function byHost(rules: readonly Rule[]): readonly object[] {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => {
    const paths = rules
      .filter((rule) => rule.host === host)
      .map(({ backend, path, pathType }) => ({ backend, path, pathType }));
    return { ...(host === '' ? {} : { host }), http: { paths } };
  });
}

/** One entry for each Secret; hosts without one share theirs. */
function tlsOf(rules: readonly Rule[]): readonly object[] {
  const secured = rules.filter(({ secret }) => secret !== undefined);
  const secrets = [...new Set(secured.map(({ secret }) => secret))];
  return secrets.map((secret) => {
    const hosts = secured.filter((rule) => rule.secret === secret && rule.host !== '').map(({ host }) => host);
    return {
      ...(hosts.length === 0 ? {} : { hosts: [...new Set(hosts)] }),
      ...(secret === '' ? {} : { secretName: secret }),
    };
  });
}
