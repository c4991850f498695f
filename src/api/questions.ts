import type { PacketProtocol, RecordType } from '../engine/model/index.ts';
import type { From, Target } from '../grammar/index.ts';

export interface ConnectQuestion {
  readonly from: From;
  /** A URL or `host:port`, as the client would write it; for ICMP the host alone. */
  readonly to: string | Target;
  /** TCP unless said otherwise. ICMP is an echo request: a ping. */
  readonly protocol?: PacketProtocol;
  /** Where names of clients are looked for: `default` unless said otherwise. */
  readonly namespace?: string;
}

export interface ResolveQuestion {
  readonly from: From;
  readonly name: string;
  /** A unless said otherwise. */
  readonly type?: RecordType;
  readonly namespace?: string;
}

export interface FileQuestion {
  readonly from: From;
  readonly path: string;
  readonly namespace?: string;
}
