import type { Branch, ClusterView, Trace } from '../../engine/model/index.ts';
import { editDistance, isIngressHost, SetupError, WORKLOAD_KINDS, wildcardFor } from '../../engine/model/index.ts';

/**
 * Throws a SetupError for a connection that failed because its name gives no address, where nobody knows the name: a misspelt
 * one would be out of everybody's reach. Known are the names of Services, wherever they are, of hosts outside and of
 * Ingresses, and those of the cluster's own DNS configuration; for a sentence that says itself that the name gives nothing,
 * those of workloads too.
 */
export function refuseUnknownName(view: ClusterView, { to, branches }: Trace, says: 'unresolved' | 'unreached'): void {
  if (branches.length === 0 || !branches.every(givesNoAddress)) return;
  const host = to.host.toLowerCase().replace(/\.$/, '');
  const workload = workloadCalled(view, host);
  if (isKnown(view, host) || (says === 'unresolved' && workload !== undefined)) return;
  const [last] = branches.flatMap(({ hops }) => hops.at(-1)?.reason.text ?? []);
  throw new SetupError(`nobody knows the name in "${to.host}:${to.port}": ${last ?? 'it gives no address'}`, {
    hint: hintFor(view, { host, workload, says }),
  });
}

/** The second is that of a namespace, where a Service is meant. */
const NO_NAME: ReadonlySet<string> = new Set(['no-such-name', 'empty-name']);

/** Throws a SetupError for a name that does not exist for any of the clients: it would be out of reach whatever policies say. */
export function refuseNameOfNobody(to: { toString(): string }, answers: readonly { readonly trace: Trace }[]): void {
  const last = answers.flatMap(({ trace }) => trace.branches.map(({ hops }) => hops.at(-1)?.reason));
  const [first] = last;
  if (first === undefined || !last.every((reason) => reason !== undefined && NO_NAME.has(reason.code))) return;
  throw new SetupError(`nobody knows the name in "${to}": ${first.text}`, {
    hint: 'write namespace/name:port for a Service or workload; a host outside has to be given: the external host "…" at …',
  });
}

/** Names of the world outside that nobody was told of: what they give is unknown. */
const UNDECLARED: ReadonlySet<string> = new Set(['unknown-external-host', 'not-known-outside']);

function givesNoAddress({ outcome, hops }: Branch): boolean {
  return outcome === 'unresolved' || (outcome === 'unknown' && UNDECLARED.has(hops.at(-1)?.reason.code ?? ''));
}

interface Unknown {
  readonly host: string;
  readonly workload: string | undefined;
  readonly says: 'unresolved' | 'unreached';
}

function hintFor(view: ClusterView, { host, workload, says }: Unknown): string {
  if (workload !== undefined) return `it is no Service: write ${workload}:PORT for the pods of that name`;
  const similar = similarServices(view, host);
  const meant = similar.length === 0 ? '' : `did you mean ${similar.join(' or ')}? `;
  const resolves =
    says === 'unresolved' ? `; that a name does not exist is asked by "When CLIENT resolves ${host}"` : '';
  return `${meant}write namespace/name:port for a Service or workload; a host outside has to be given: the external host "${host}" at …${resolves}`;
}

function isKnown(view: ClusterView, host: string): boolean {
  return isServiceName(view, host) || isHostOutside(view, host) || isConfigured(view, host);
}

/** `web`, `web.shop`, `web-0.web.shop`, with or without `svc` and the cluster's domain. */
function isServiceName(view: ClusterView, host: string): boolean {
  const labels = labelsOf(view, host);
  const services = view.list('Service');
  const isService = (name: string, namespace?: string) =>
    services.some(({ ref }) => ref.name === name && (namespace === undefined || ref.namespace === namespace));
  const hasNamespace = (name: string) => view.get('Namespace', name) !== undefined;
  const [last = '', before, ...more] = labels.toReversed();
  if (before === undefined) return isService(last);
  if (more.length === 0) return (hasNamespace(last) && isService(before)) || isService(last);
  return hasNamespace(last) && (isService(before, last) || before === 'pod');
}

function labelsOf({ spec }: ClusterView, host: string): readonly string[] {
  const domain = `.${spec.dns.domain.toLowerCase()}`;
  const own = host.endsWith(domain) ? host.slice(0, -domain.length) : host;
  return own.replace(/\.svc$/, '').split('.');
}

function isHostOutside(view: ClusterView, host: string): boolean {
  const names = [host, wildcardFor(host)];
  return isIngressHost(view, host) || view.spec.externalHosts.some(({ name }) => names.includes(name.toLowerCase()));
}

/** Names of nodes, of pods' hosts files, and whatever a configuration of the cluster's DNS speaks of. */
function isConfigured(view: ClusterView, host: string): boolean {
  if (view.get('Node', host) !== undefined) return true;
  const aliases = view.list('Pod').flatMap(({ object }) => object.spec.hostAliases ?? []);
  if (aliases.some(({ hostnames = [] }) => hostnames.includes(host))) return true;
  const texts = view
    .list('ConfigMap', view.spec.dns.namespace)
    .flatMap(({ object }) => Object.values(object.data ?? {}));
  return host.includes('.') && texts.some((text) => text.includes(host));
}

/** `namespace/name` of a workload that the name may be that of. */
function workloadCalled(view: ClusterView, host: string): string | undefined {
  const [name = '', namespace] = labelsOf(view, host);
  const found = WORKLOAD_KINDS.flatMap((kind) => view.listAny(kind)).find(
    ({ ref }) => ref.name === name && (namespace === undefined || ref.namespace === namespace),
  );
  return found && `${found.ref.namespace}/${found.ref.name}`;
}

/** Services whose name, or whose namespace, is nearly the one that was written, as a client of any namespace would write it. */
function similarServices(view: ClusterView, host: string): readonly string[] {
  const [name = '', namespace] = labelsOf(view, host);
  return view
    .list('Service')
    .map(({ ref }) => ({
      text: namespace === undefined ? ref.name : `${ref.name}.${ref.namespace}`,
      edits: editDistance(name, ref.name) + (namespace === undefined ? 0 : editDistance(namespace, ref.namespace)),
    }))
    .filter(({ text, edits }) => edits > 0 && edits <= Math.min(2, Math.floor(text.length / 3)))
    .toSorted((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ text }) => text);
}
