import type { ClusterChange } from '../api/index.ts';
import { type Ability, BackendCannot } from './ability.ts';
import type { Backend } from './backend.ts';

/** The methods of a backend that need an ability. */
export type AbilityMethods = Pick<
  Backend,
  'connectTwice' | 'readFile' | 'healthCheck' | 'reply' | 'run' | 'kubectl' | 'apply' | 'change' | 'moments'
>;

/** The methods of every ability, each of which rejects: what a backend that can do little begins with. */
export function unable(name: string): AbilityMethods {
  const refuse = (ability: Ability) => () => Promise.reject(new BackendCannot(ability, name));
  return {
    connectTwice: refuse('enumerate'),
    readFile: refuse('files'),
    healthCheck: refuse('health checks'),
    reply: refuse('responses'),
    run: refuse('commands'),
    kubectl: refuse('kubectl'),
    apply: refuse('change'),
    change: (change) => Promise.reject(new BackendCannot(abilityFor(change), name)),
    moments: () => ({
      [Symbol.asyncIterator]: () => ({ next: refuse('moments') }),
    }),
  };
}

/** Which ability makes a change: some are no writes to the API, and only a simulated cluster is sure to make them. */
function abilityFor(change: ClusterChange): Ability {
  return 'ready' in change || 'condition' in change || 'node' in change ? 'faults' : 'change';
}
