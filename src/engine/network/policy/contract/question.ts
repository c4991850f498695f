import type { Cidr, PacketProtocol, Pod, Resource } from '../../../model/index.ts';

/** Which side of a connection is asked: the policies of its destination (`ingress`), or of its source (`egress`). */
export type Direction = 'ingress' | 'egress';

/** Who is at the other end, as far as policies can tell. Whether a pod on the host network is its node, the plugin says. */
export type PolicyPeer =
  /** `within`: the ranges that hold the addresses where they are not known; only blocks that hold a whole one match. */
  | { readonly kind: 'pod'; readonly pod: Resource<Pod>; readonly ip: string; readonly within?: readonly Cidr[] }
  | { readonly kind: 'node'; readonly node: string; readonly ip: string }
  | { readonly kind: 'external'; readonly ip: string; readonly within?: readonly Cidr[] };

/** May `pod` open (egress) or accept (ingress) this connection? `port` is the one behind every Service translation. */
export interface PolicyQuestion {
  readonly direction: Direction;
  /** The pod whose policies are asked: the source for egress, the destination for ingress. */
  readonly pod: Resource<Pod>;
  readonly peer: PolicyPeer;
  readonly port: number;
  readonly protocol: PacketProtocol;
  /**
   * Where the packet goes before Service translation, for a plugin that sees it there: rules that select pods mean their
   * Services too, by the target port; all others are held against this address and port.
   */
  readonly asked?: { readonly ip: string; readonly port: number } | undefined;
  /** Whether a pod reaches itself through a Service. */
  readonly hairpin?: boolean;
}
