import type { FieldPath, KubernetesObject } from '../../model/index.ts';

/**
 * What objects of a kind do to connections.
 *
 * `restricts`: let through or keep out what policies would judge otherwise. `isolates`: put pods on a network of their own.
 * `leads-in`: bring what is outside to Services. `runs`: make pods, or Services, that no manifest shows. `none`: nothing.
 * `undeclared`: nobody knows; see `effectOf`.
 */
export type ForeignEffect = 'restricts' | 'isolates' | 'leads-in' | 'runs' | 'none' | 'undeclared';

/** A row of the catalogue: kinds of one group that are alike. */
export interface ForeignKind {
  /** The API group; `*.example.io` stands for it and all below it. */
  readonly group: string;
  /** Absent: every kind of the group that no row before names. */
  readonly kinds?: readonly string[];
  readonly effect: ForeignEffect;
  /**
   * The network plugins that act on the objects: a cluster with another one ignores them. Absent: a controller of their
   * own does, which is taken to run where its objects are written.
   */
  readonly plugins?: readonly string[];
  /** The plugins beside which another one may be installed that enforces policies alone, and acts on the objects too. */
  readonly beside?: readonly string[];
  /** The plugins act only where the cluster says that they enforce policies. */
  readonly whereEnforced?: true;
  /** Whether they may let through what a NetworkPolicy keeps out. */
  readonly overrules?: true;
  /** Which of the objects count; all, where it is absent. */
  readonly when?: (object: KubernetesObject) => boolean;
  /** On whom they act: `restricts` and `isolates`. Absent: the pods of their namespace. */
  readonly subject?: SubjectFields;
  /** In which direction a pod is restricted; absent means both. */
  readonly directions?: DirectionFields;
  /** `leads-in`: where the object names the Services that it leads to; those of its namespace where it names none. */
  readonly services?: readonly FieldPath[] | 'none';
  /** `runs`: where the labels of its pods stand. Absent: nobody knows them, and it may make Services too. */
  readonly podLabels?: FieldPath;
  /** Who says so. */
  readonly source: string;
}

/** How an object says whom it is about. What cannot be read selects everybody in scope. */
export interface SubjectFields {
  /**
   * `namespace`: pods of its own. `cluster`: of all. `mesh`: of its own, or of all where it is in the mesh's root
   * namespace. `nodes`: no pods, but nodes and what is on their network.
   */
  readonly scope: 'namespace' | 'cluster' | 'mesh' | 'nodes';
  /** The pods, by their labels. */
  readonly pods?: SelectorField;
  /** The namespaces, by theirs. */
  readonly namespaces?: SelectorField;
  /** Where it names the Services whose pods it is about. */
  readonly services?: readonly FieldPath[];
  /** Only pods that ask for further networks (`k8s.v1.cni.cncf.io/networks`). */
  readonly attached?: true;
}

export interface SelectorField {
  readonly path: FieldPath;
  /** `selector`: a LabelSelector. `labels`: a plain map. `cilium`: a LabelSelector whose keys have sources. `calico`: an expression. */
  readonly syntax: 'selector' | 'labels' | 'cilium' | 'calico';
}

/** One direction, or the fields of `spec` that make an object speak of each. */
export type DirectionFields =
  | 'ingress'
  | 'egress'
  | { readonly ingress: readonly string[]; readonly egress: readonly string[] };
