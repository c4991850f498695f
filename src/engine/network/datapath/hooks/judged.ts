import type { Doubt } from '../../foreign/index.ts';
import type { PolicyDecision } from '../../policy/index.ts';
import type { Step } from '../hook.ts';
import { type PacketState, passed, unseen } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';

/** A side of a connection, as policies decided, and what may decide otherwise. */
export interface Judgement {
  readonly stage: 'egress' | 'ingress';
  readonly decision: PolicyDecision;
  readonly doubt: Doubt | undefined;
}

/**
 * Moves the packet on, or ends its way, as policies decided: some plugins tell the client so, others leave it waiting.
 * Where something may overrule the policies, nobody can tell.
 */
export function judged({ view }: Snapshot, state: PacketState, { stage, decision, doubt }: Judgement): Step {
  if (doubt?.overrules === true) return doubted(state, stage, doubt);
  if (decision.action === 'drop') {
    const { denied } = view.spec.network.policies.reading;
    return denied === 'reject'
      ? lost(state, 'refused', { stage, action: 'reject', decision })
      : lost(state, 'timeout', { stage, action: 'drop', decision });
  }
  const next = passed(state, { stage, decision });
  return { to: 'next', state: doubt === undefined ? next : unseen(next, { doubt }) };
}

/** Ends the way at something that may act on it, and is not modelled. */
export function doubted(
  state: PacketState,
  stage: 'egress' | 'ingress' | 'translate',
  { object, reason }: Doubt,
): Step {
  return lost(state, 'unknown', { stage, action: 'fail', reason, rule: object.rule });
}
