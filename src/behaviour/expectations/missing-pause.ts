import { type Ending, endingsOf } from '../../engine/control-plane/kubelet/index.ts';
import type { Branch, ClusterView, ObjectRef, RuleRef, Trace } from '../../engine/model/index.ts';
import { DRAINS_ANNOTATION, ruleAt } from '../../engine/model/index.ts';
import { ruleJson, ruleText } from '../../report/index.ts';

/** A container that stops accepting before everyone has heard that its pod is on its way out. */
export interface MissingPause {
  readonly ending: Ending;
  /** The container; its hook where it has one. */
  readonly rule: RuleRef;
  /** The grace period, where a pause of that length does not fit into it. */
  readonly gracePeriod?: RuleRef;
  /** How long it should pause, in seconds. */
  readonly seconds: number;
  /** Whether the release has `preStop.sleep` (on by default since 1.30). */
  readonly hasSleep: boolean;
}

const CODES: ReadonlySet<string> = new Set(['process-ended', 'unknown-pause']);

/** The pause that keeps every way of the trace open; `undefined` where ways fail for another reason as well. */
export function missingPause(view: ClusterView, { branches }: Trace): MissingPause | undefined {
  const failed = branches.filter(({ outcome }) => outcome !== 'connected');
  if (!failed.every(isRace)) return undefined;
  const [first] = failed;
  const hop = first?.hops.at(-1);
  const pod = hop?.place.pod;
  if (hop?.rule === undefined || pod === undefined) return undefined;
  const { path } = hop.rule;
  const object = view.get('Pod', pod.name, pod.namespace)?.object;
  const endings = object === undefined ? [] : endingsOf(view.spec, object);
  const ending = endings.find((each) => each.path.every((part, index) => path[index] === part));
  if (ending === undefined) return undefined;
  const seconds = view.spec.network.endpointPropagationSeconds;
  return { ending, rule: hop.rule, seconds, hasSleep: hasSleep(view), ...tooShort(view, pod, ending, seconds) };
}

function isRace({ hops }: Branch): boolean {
  return CODES.has(hops.at(-1)?.reason.code ?? '');
}

function tooShort(view: ClusterView, pod: ObjectRef, { gracePeriod }: Ending, seconds: number) {
  if (gracePeriod >= seconds) return {};
  return { gracePeriod: ruleAt(view, pod, ['spec', 'terminationGracePeriodSeconds']) };
}

function hasSleep({ spec }: ClusterView): boolean {
  return Number(spec.kubernetesVersion.split('.')[1]) >= 30;
}

/** What is missing, where, and what to write. */
export function pauseText({ ending, rule, gracePeriod, seconds, hasSleep: known }: MissingPause): string {
  const { container, preStop, gracePeriod: limit } = ending;
  const least = `at least ${seconds} s before SIGTERM`;
  const place = `container ${container} (${ruleText(ruleJson(rule))})`;
  const cut =
    preStop.kind === 'pause' && preStop.seconds > limit ? `, which its grace period of ${limit} s cuts off` : '';
  const what =
    preStop.kind === 'pause'
      ? `${place} pauses for ${preStop.seconds} s${cut}, and needs ${least}`
      : `a pause of ${place} of ${least}`;
  const whole = Math.ceil(seconds);
  const hook = known ? `{sleep: {seconds: ${whole}}}` : `{exec: {command: [sleep, "${whole}"]}}`;
  const longer =
    gracePeriod === undefined
      ? ''
      : `, and terminationGracePeriodSeconds above ${whole} (${ruleText(ruleJson(gracePeriod))})`;
  return `${what}: write lifecycle: {preStop: ${hook}}${longer}; or, if its server goes on accepting after SIGTERM, the annotation ${DRAINS_ANNOTATION}: "${whole}s" on the pod`;
}
