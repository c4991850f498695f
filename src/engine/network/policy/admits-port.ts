import { namedPort } from '../../model/index.ts';
import type { PolicyRule, PortRule } from './policy.ts';
import type { Traffic } from './traffic.ts';

/** Reports whether one of the rule's ports is the one that the connection goes to. */
export function admitsPort(rule: PolicyRule, traffic: Traffic): boolean {
  return rule.ports.some((port) => isPort(port, traffic));
}

/** A name stands for a different number on each destination pod, and for none on an address outside the cluster. */
function isPort(rule: PortRule, traffic: Traffic): boolean {
  switch (rule.kind) {
    case 'any':
      return true;
    case 'protocol':
      return rule.protocol === traffic.protocol;
    case 'range':
      return rule.protocol === traffic.protocol && rule.from <= traffic.port && traffic.port <= rule.to;
    case 'named':
      return isNamed(rule, traffic);
  }
}

function isNamed(
  { name, protocol, ambiguous }: Extract<PortRule, { kind: 'named' }>,
  { destination, port, protocol: asked }: Traffic,
): boolean {
  if (destination === undefined || ambiguous !== undefined || (protocol ?? asked) !== asked) return false;
  return namedPort(destination.object, name, asked) === port;
}
