/**
 * What a name below the cluster domain asks for. `nothing` exists and has no records (the domain itself, `svc`,
 * `pod`); `invalid` has no meaning in the schema.
 */
export type Query =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'invalid'; readonly because: 'first-label' | 'too-many-labels' }
  | { readonly kind: 'namespace'; readonly of: 'svc' | 'pod'; readonly namespace: string }
  | ServiceQuery
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string };

/** A Service, one of its endpoints, or one of its ports; an empty `port` or `protocol` matches every one. */
export interface ServiceQuery {
  readonly kind: 'service';
  readonly namespace: string;
  readonly name: string;
  readonly endpoint: string | undefined;
  readonly port: string;
  readonly protocol: string;
}

/**
 * Reads a canonical name inside `domain` (coredns plugin/kubernetes/parse.go parseRequest). One label left of the
 * Service is an endpoint, two are port and protocol: their underscores may be left out.
 */
export function parseQuery(name: string, domain: string): Query {
  const labels = name === domain ? [] : name.slice(0, -domain.length - 1).split('.');
  const of = labels.pop();
  if (of === undefined) return { kind: 'nothing' };
  if (of !== 'svc' && of !== 'pod') return { kind: 'invalid', because: 'first-label' };
  const namespace = labels.pop();
  if (namespace === undefined) return { kind: 'nothing' };
  const first = labels.pop();
  if (first === undefined) return { kind: 'namespace', of, namespace };
  if (labels.length > 2) return { kind: 'invalid', because: 'too-many-labels' };
  if (of === 'pod') return { kind: 'pod', namespace, name: first };
  const service = { kind: 'service', namespace, name: first } as const;
  if (labels.length < 2) return { ...service, endpoint: labels[0], port: '', protocol: '' };
  return { ...service, endpoint: undefined, port: bare(labels[0]), protocol: bare(labels[1]) };
}

function bare(label: string | undefined): string {
  return (label ?? '').replace(/^_/, '');
}
