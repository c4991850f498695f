import type { PolicyDecision } from '../../policy/index.ts';
import type { Step } from '../hook.ts';
import { type PacketState, passed } from '../packet-state.ts';
import type { Snapshot } from '../snapshot.ts';
import { lost } from '../way.ts';

/** Moves the packet on, or ends its way, as policies decided: some plugins tell the client so, others leave it waiting. */
export function judged(
  { view }: Snapshot,
  state: PacketState,
  stage: 'egress' | 'ingress',
  decision: PolicyDecision,
): Step {
  if (decision.action === 'pass') return { to: 'next', state: passed(state, { stage, decision }) };
  const { denied } = view.spec.network.policies.reading;
  return denied === 'reject'
    ? lost(state, 'refused', { stage, action: 'reject', decision })
    : lost(state, 'timeout', { stage, action: 'drop', decision });
}
