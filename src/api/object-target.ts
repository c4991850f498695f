import type { ClusterView } from '../engine/model/index.ts';
import { SetupError, WORKLOAD_KINDS } from '../engine/model/index.ts';
import { type Phrase, readTarget, type TargetQuery } from '../grammar/index.ts';

/**
 * Throws a SetupError for `namespace/name:port` where a client is asked to connect: it takes the namespace for a host and the
 * rest for a path, finds no such host, and the answer says nothing about the Service. Sentences about every pod take these words.
 */
export function refuseObjectTarget(view: ClusterView, written: string | Phrase<TargetQuery>): void {
  const { text, means } = typeof written === 'string' ? readTarget(written) : written;
  const { object } = means;
  if (object?.port === undefined) return;
  const { namespace, kind, name, port, protocol } = object;
  // A host that a search list may find: the rest is a path of its.
  if (view.list('Service').some(({ ref }) => ref.name === namespace)) return;
  const behind = `${port}${protocol === undefined ? '' : `/${protocol}`}`;
  if (kind === undefined && view.get('Service', name, namespace) !== undefined) {
    throw new SetupError(`"${text}" is no host:port: a client knows a Service by its name in the DNS`, {
      hint: `write ${name}.${namespace}:${behind}; a path of the host ${namespace} is http://${text}`,
    });
  }
  if (!WORKLOAD_KINDS.some((each) => view.getAny({ kind: each, namespace, name }) !== undefined)) return;
  throw new SetupError(`"${text}" is no host:port: a client knows a workload by a Service, or by an address`, {
    hint: `write "connects to pod ${namespace}/NAME on port ${port}" for a pod of it, or name a Service`,
  });
}
