import type { Protocol } from './address.ts';
import type { FieldPath } from './source.ts';

/** A port that a process in a pod listens on, and the field of the pod that says so. */
export interface Listener {
  readonly port: number;
  readonly protocol: Protocol;
  readonly container: string;
  readonly because: 'declared' | 'probe' | 'image' | 'annotation';
  readonly path: FieldPath;
  /** The loopback address that alone it is bound to; absent means every address of the pod. */
  readonly loopback?: string;
}
