import type { Context } from './context.ts';
import type { Departure } from './departure.ts';
import { throughGateway } from './gateway.ts';
import type { Hook, LegName, Named, Step } from './hook.ts';
import { deliver } from './hooks/deliver.ts';
import { egress } from './hooks/egress.ts';
import { ingress } from './hooks/ingress.ts';
import { resolve, toNameserver } from './hooks/resolve.ts';
import { route, routeOn } from './hooks/route.ts';
import { routeFromOutside } from './hooks/route-from-outside.ts';
import { session } from './hooks/session.ts';
import { translateAtHome, translateOnEntry } from './hooks/translate.ts';

/*
 * The way of every packet, leg by leg. The last hook of a leg says which one is next.
 *
 *   a pod or a process on a node   resolver ──► client ───────┬───────────────────────► receiver
 *   a client outside the cluster   resolver ──► outside ──────┤                            ▲
 *                                                             └──► entering-node ──────────┤
 *                                                                    ▲           │         │
 *                                                                    └───────────┘         │
 *                                                                  to another node         │
 *   a pod that talks to itself     resolver ──► own-namespace (its socket, no policies)    │
 *   a DNS question                              client ────────────────────────────────────┘
 *
 *   client          PREROUTING (a pod) or OUTPUT (the node) ► egress policies ► routing, POSTROUTING
 *   outside         the network before the cluster: routers, load balancers
 *   entering-node   PREROUTING ► routing, POSTROUTING
 *   receiver        ingress policies ► socket ► session: the answer's way back
 *
 * A DNS question needs no resolver: it goes to the address of a nameserver. A gateway that accepted a request opens a
 * connection of its own, with a resolver and all the rest, and its hops come behind those of the first. Both are followed
 * as connections by themselves (`ask` and `follow` of the context).
 *
 * That policies are asked between the translation and the routing, as most plugins do, is a modelling choice.
 */

/** The hooks of each leg, in the order in which a packet meets them. */
export const LEGS: Readonly<Record<LegName, readonly Hook[]>> = {
  client: [
    { at: "the client's node", name: 'PREROUTING or OUTPUT', run: translateAtHome },
    { at: 'the client', name: 'egress policies', run: egress },
    { at: "the client's node", name: 'routing and POSTROUTING', run: route },
  ],
  outside: [{ at: 'the network before the cluster', name: 'routing', run: routeFromOutside }],
  'entering-node': [
    { at: 'a node that the packet reaches', name: 'PREROUTING', run: translateOnEntry },
    { at: 'a node that the packet reaches', name: 'routing and POSTROUTING', run: routeOn },
  ],
  receiver: [
    { at: 'the receiver', name: 'ingress policies', run: ingress },
    { at: 'the receiver', name: 'socket', run: deliver },
    { at: 'the way back', name: 'session', run: session },
  ],
  'own-namespace': [
    { at: 'the client', name: 'socket', run: deliver },
    { at: 'the client', name: 'session', run: session },
  ],
};

/** What goes on where a way ended, if the client has a request: at a pod that accepted it, a gateway may. */
export const GATEWAY: Named & { readonly run: typeof throughGateway } = {
  at: 'the receiver',
  name: 'gateway',
  run: throughGateway,
};

/** How a connection finds its first destinations: by the client's resolver, or, for a DNS question, without. */
export const BEGINNINGS: Readonly<
  Record<'connection' | 'question', (context: Context, departure: Departure) => readonly Step[]>
> = {
  connection: resolve,
  question: toNameserver,
};
