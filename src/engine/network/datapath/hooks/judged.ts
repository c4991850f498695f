import type { PolicyDecision } from '../../policy/index.ts';
import type { Step } from '../hook.ts';
import { type PacketState, passed } from '../packet-state.ts';
import { lost } from '../way.ts';

/** Moves the packet on, or ends its way, as policies decided. */
export function judged(state: PacketState, stage: 'egress' | 'ingress', decision: PolicyDecision): Step {
  const { action } = decision;
  if (action === 'drop') return lost(state, 'timeout', { stage, action, decision });
  return { to: 'next', state: passed(state, { stage, decision }) };
}
