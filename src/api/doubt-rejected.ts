import type {
  Branch,
  ClusterView,
  Hop,
  ObjectRef,
  RejectedObject,
  Resolution,
  RuleRef,
  Service,
  Trace,
} from '../engine/model/index.ts';
import { compileLabels, nameOfRejected, outcomeOf, selects, valueAt, writtenLabels } from '../engine/model/index.ts';
import { effectOf } from '../questions/analysis/index.ts';

/**
 * Traces in which every way is `unknown` that something rejected may change: its author will not leave it at that, and what
 * it is to do once it is mended nobody can tell.
 */
export function doubtTraces(
  traces: readonly Trace[],
  { rejected, view }: { readonly rejected: readonly RejectedObject[]; readonly view: ClusterView },
): readonly Trace[] {
  return rejected.length === 0 ? traces : traces.map((trace) => doubtTrace(trace, rejected, view));
}

function doubtTrace(trace: Trace, rejected: readonly RejectedObject[], view: ClusterView): Trace {
  const branches = trace.branches.map((branch) => {
    const found = rejected.find((object) => mayChange(object, { trace, branch, view }));
    return found === undefined ? branch : doubted(branch, found);
  });
  if (branches.every((branch, index) => branch === trace.branches[index])) return trace;
  return { ...trace, branches, reach: 'unknown', outcome: outcomeOf(branches) };
}

/** A look-up whose name something rejected may give an answer to. */
export function doubtResolution(resolution: Resolution, rejected: readonly RejectedObject[]): Resolution {
  const found = rejected.find((object) => {
    const effect = effectOf(object);
    return effect === 'everything' || effect === 'dns' || (effect === 'names' && isNamed(object, resolution.name));
  });
  if (found === undefined) return resolution;
  const { rule, reason } = rejectedHop(found);
  return { ...resolution, rcode: 'UNKNOWN', answers: [], reason, ...(rule !== undefined && { rule }), considered: [] };
}

interface Asked {
  readonly trace: Trace;
  readonly branch: Branch;
  readonly view: ClusterView;
}

function mayChange(object: RejectedObject, asked: Asked): boolean {
  const { ref } = object;
  const { trace, branch } = asked;
  switch (effectOf(object)) {
    case 'everything':
      return true;
    case 'policy':
      return (
        branch.via !== 'Loopback' &&
        podsOf(branch).some(({ namespace }) => !ref?.namespace || ref.namespace === namespace)
      );
    case 'namespace':
      return podsOf(branch).some(({ namespace }) => namespace === ref?.name);
    case 'pods':
      return servicesOf(asked).some((service) => mayBeBehind(object, service)) || isNamed(object, trace.to.host, true);
    case 'endpoints':
      return servicesOf(asked).some(
        ({ metadata: { name, namespace } }) => namespace === ref?.namespace && name === serviceOf(object),
      );
    case 'names':
      return isNamed(object, trace.to.host);
    case 'dns':
      return branch.hops.some(({ stage }) => stage === 'resolve');
    case 'ways-in':
      return (
        branch.via === 'Ingress' || branch.via === 'Gateway' || branch.hops.some(({ stage }) => stage === 'gateway')
      );
    case 'none':
      return false;
  }
}

/** The pods that a way passes. */
function podsOf({ client, endpoint, hops }: Branch): readonly { readonly namespace?: string }[] {
  const ends = [client, ...(endpoint === null ? [] : [endpoint])].filter(({ kind }) => kind === 'Pod');
  return [...ends, ...hops.flatMap(({ place }) => place.pod ?? [])];
}

/** The Services whose rules decided about a way. */
function servicesOf({ branch, view }: Asked): readonly Service[] {
  return branch.hops.flatMap(({ rule }) => {
    if (rule?.ref.kind !== 'Service') return [];
    return view.get('Service', rule.ref.name, rule.ref.namespace)?.object ?? [];
  });
}

const TEMPLATES: readonly (readonly string[])[] = [
  ['spec', 'template', 'metadata', 'labels'],
  ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'],
  ['metadata', 'labels'],
];

/** By the labels that are written; what cannot be read may have any. */
function mayBeBehind({ ref, written }: RejectedObject, { metadata, spec }: Service): boolean {
  if (ref?.namespace !== undefined && ref.namespace !== metadata.namespace) return false;
  const selector = compileLabels(spec.selector ?? {});
  if (selector.requirements.length === 0) return false;
  const labels = TEMPLATES.map((path) => writtenLabels(valueAt(written, path))).find((found) => found !== undefined);
  return labels === undefined || selects(selector, labels);
}

function serviceOf({ ref, written }: RejectedObject): unknown {
  return ref?.kind === 'EndpointSlice'
    ? valueAt(written, ['metadata', 'labels', 'kubernetes.io/service-name'])
    : ref?.name;
}

/** Whether a host may be a name of the object: `web`, `web.shop`, and of pods of a StatefulSet `db-0.db`. */
function isNamed({ ref }: RejectedObject, host: string, isPods = false): boolean {
  if (ref === undefined) return true;
  const [first = '', second] = host.toLowerCase().split('.');
  if (isPods) return first === ref.name || (first.startsWith(`${ref.name}-`) && second !== undefined);
  return first === ref.name && (second === undefined || second === ref.namespace);
}

function doubted(branch: Branch, object: RejectedObject): Branch {
  const last = branch.hops.at(-1);
  if (last === undefined) return { ...branch, outcome: 'unknown' };
  const hop: Hop = {
    ...{ stage: last.stage, place: last.place, before: last.before, after: last.after },
    ...{ action: 'fail', considered: [], ...rejectedHop(object) },
  };
  const { response: _, request: __, ...rest } = branch;
  return {
    ...rest,
    outcome: 'unknown',
    endpoint: null,
    sourceSeen: null,
    reply: null,
    hops: [...branch.hops.slice(0, -1), hop],
  };
}

function rejectedHop(object: RejectedObject): Pick<Hop, 'reason' | 'rule'> {
  const { ref, message } = object;
  const reason = {
    code: 'rejected-object',
    text: `${nameOfRejected(object)} is rejected, and may change this: ${message}`,
  };
  return { reason, rule: ref && ruleOf(ref, object) };
}

function ruleOf(ref: ObjectRef, { at }: RejectedObject): RuleRef {
  return { ref, path: [], location: at };
}
