import type { ClusterView } from '../engine/model/index.ts';

/** Where names in expectations are looked up. */
export interface Scope {
  readonly view: ClusterView;
  /** The namespace of names that name none. */
  readonly namespace: string;
}
