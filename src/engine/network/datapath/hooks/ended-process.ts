import { type Ending, endingsOf, listeningOf, stoppedIn } from '../../../control-plane/kubelet/index.ts';
import type { Pod, Reason, Resource, RuleRef, SentPacket } from '../../../model/index.ts';
import { formatPort, isTerminating, qualifiedName, ruleAt } from '../../../model/index.ts';
import { findListener } from '../host-listener.ts';
import type { Snapshot } from '../snapshot.ts';

/** A socket that was open as long as its container ran. */
export interface ClosedSocket {
  /** `unknown` where nobody can tell whether the container still runs. */
  readonly outcome: 'refused' | 'unknown';
  readonly reason: Reason;
  readonly rule: RuleRef;
}

/**
 * Why a container that listened no longer does: its pod is Terminating, or its process has crashed. `undefined` where none
 * listened, or it still does.
 */
export function endedProcess(snapshot: Snapshot, pod: Resource<Pod>, packet: SentPacket): ClosedSocket | undefined {
  const { view } = snapshot;
  const listener = findListener(listeningOf(view.spec, pod.object).listeners, packet);
  const ending = endingsOf(view.spec, pod.object).find(({ container }) => container === listener?.container);
  if (ending === undefined) return undefined;
  const stopped = stoppedIn(pod.object, { name: ending.container });
  if (stopped === undefined) return undefined;
  if (!isTerminating(pod.object)) {
    const text = `container ${ending.container} of pod ${qualifiedName(pod.ref)} has crashed, and does not run yet: nobody listens on ${formatPort(packet)}`;
    return {
      outcome: 'refused',
      reason: { code: 'container-crashed', text },
      rule: ruleAt(view, pod.ref, ending.path),
    };
  }
  const { endpointPropagationSeconds } = view.spec.network;
  const who = `container ${ending.container} of the terminating pod ${qualifiedName(pod.ref)}`;
  const late = `endpoints are known to be gone after ${endpointPropagationSeconds} s`;
  const path = ending.preStop.kind === 'none' ? ending.path : ending.preStop.path;
  const rule = ruleAt(view, pod.ref, path);
  if (stopped === 'unknown') {
    const text = `how long the preStop hook takes is not known: whether ${who} still listens on ${formatPort(packet)}, nobody can tell; ${late}`;
    return { outcome: 'unknown', reason: { code: 'unknown-pause', text }, rule };
  }
  const text = `${who} no longer listens on ${formatPort(packet)}: ${whenText(ending)}; ${late}`;
  return { outcome: 'refused', reason: { code: 'process-ended', text }, rule };
}

function whenText({ accepts, preStop, gracePeriod }: Ending): string {
  const { surely } = accepts;
  if (surely === 0) return 'it may stop at SIGTERM at once';
  const isCut = preStop.kind === 'pause' && preStop.seconds > gracePeriod;
  const cut = isCut ? `, when its grace period of ${gracePeriod} s cuts its preStop hook off` : '';
  return `it may stop ${surely} s after the deletion${cut}`;
}
