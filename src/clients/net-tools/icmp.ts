import { connect, type Machine } from './machine.ts';

/** What becomes of an ICMP echo request. */
export type Reached =
  | { readonly kind: 'answered'; readonly ip: string }
  | { readonly kind: 'lost'; readonly ip: string }
  | { readonly kind: 'unresolved' }
  | { readonly kind: 'unknown'; readonly because: string };

/** Sends an echo request to a name or an address. */
export function sendEcho(machine: Machine, host: string): Reached {
  const { because, ip, outcome } = connect(machine, { host, port: 0, protocol: 'ICMP' });
  if (outcome === 'unknown') return { kind: 'unknown', because };
  if (ip === undefined) return { kind: 'unresolved' };
  if (outcome === 'refused') return { kind: 'unknown', because: `how ping prints that is not modelled: ${because}` };
  return { kind: outcome === 'connected' ? 'answered' : 'lost', ip };
}
