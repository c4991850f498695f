import { namedPort } from '../model/index.ts';
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
      return (rule.protocol ?? traffic.protocol) === traffic.protocol && numberOf(rule.name, traffic) === traffic.port;
  }
}

/** The number behind a port's name, for this connection's destination and protocol. */
export function numberOf(name: string, { destination, protocol }: Traffic): number | undefined {
  return destination === undefined ? undefined : namedPort(destination.object, name, protocol);
}
