import type * as apps from 'kubernetes-types/apps/v1.js';
import type * as batch from 'kubernetes-types/batch/v1.js';
import type * as core from 'kubernetes-types/core/v1.js';
import type * as discovery from 'kubernetes-types/discovery/v1.js';
import type * as meta from 'kubernetes-types/meta/v1.js';
import type * as networking from 'kubernetes-types/networking/v1.js';
import type * as scheduling from 'kubernetes-types/scheduling/v1.js';

/** Makes a value and all that it holds immutable to the compiler. */
export type DeepReadonly<T> = T extends (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

/** What every object of the API has. `metadata.name` is set on every admitted object. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: ObjectMeta;
}

export type ObjectMeta = Omit<DeepReadonly<meta.ObjectMeta>, 'ownerReferences'> & {
  readonly ownerReferences?: readonly OwnerReference[];
};
export type LabelSelector = DeepReadonly<meta.LabelSelector>;
/** The uid of an owner no manifest can know. */
export type OwnerReference = Optional<DeepReadonly<meta.OwnerReference>, 'uid'>;
export type Labels = Readonly<Record<string, string>>;

/** Makes some fields of a value uncertain. */
export type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** Makes some fields of a value certain. */
export type With<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: NonNullable<T[P]> };

/** The metadata that the API server lets no object be without. */
export type NamedMeta = With<ObjectMeta, 'name'>;
export type NamespacedMeta = With<ObjectMeta, 'name' | 'namespace'>;

/** An admitted object of a namespace: it has its name, and its namespace. */
export type Namespaced<T> = Omit<T, 'metadata'> & { readonly metadata: NamespacedMeta };
/** An admitted object of the cluster as a whole. */
export type ClusterScoped<T> = Omit<T, 'metadata'> & { readonly metadata: NamedMeta };

/*
 * The types of objects behind admission: what defaulting fills in, and validation demands, is there. An object as somebody
 * wrote it may lack any of it, and is a KubernetesObject until it is admitted.
 */
export type ContainerPort = With<DeepReadonly<core.ContainerPort>, 'protocol'>;
export type Container = Omit<DeepReadonly<core.Container>, 'ports'> & { readonly ports?: readonly ContainerPort[] };
export type PodSpec = Omit<DeepReadonly<core.PodSpec>, 'containers' | 'initContainers'> & {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
};
export type PodStatus = DeepReadonly<core.PodStatus>;
export type Pod = Namespaced<Omit<DeepReadonly<core.Pod>, 'spec'>> & { readonly spec: PodSpec };
export interface PodTemplateSpec {
  readonly metadata?: ObjectMeta;
  readonly spec: PodSpec;
}
export type Probe = DeepReadonly<core.Probe>;
export type Affinity = DeepReadonly<core.Affinity>;
export type Toleration = DeepReadonly<core.Toleration>;
export type Taint = DeepReadonly<core.Taint>;
export type Node = ClusterScoped<DeepReadonly<core.Node>>;
export type Namespace = ClusterScoped<DeepReadonly<core.Namespace>>;
export type ServicePort = With<DeepReadonly<core.ServicePort>, 'protocol' | 'targetPort'>;
export type ServiceSpec = With<Omit<DeepReadonly<core.ServiceSpec>, 'ports'>, 'type' | 'sessionAffinity'> & {
  readonly ports?: readonly ServicePort[];
};
export type Service = Namespaced<Omit<DeepReadonly<core.Service>, 'spec'>> & { readonly spec: ServiceSpec };
export type EndpointsPort = With<DeepReadonly<core.EndpointPort>, 'protocol'>;
export type Endpoints = Namespaced<Omit<DeepReadonly<core.Endpoints>, 'subsets'>> & {
  readonly subsets?: readonly (Omit<DeepReadonly<core.EndpointSubset>, 'ports'> & {
    readonly ports?: readonly EndpointsPort[];
  })[];
};
export type ConfigMap = Namespaced<DeepReadonly<core.ConfigMap>>;
export type Replicated<T extends { readonly spec?: object }> = Namespaced<Omit<T, 'spec'>> & {
  readonly spec: Omit<NonNullable<T['spec']>, 'template'> & {
    readonly replicas: number;
    readonly template: PodTemplateSpec;
  };
};
export type Templated<T extends { readonly spec?: object }> = Namespaced<Omit<T, 'spec'>> & {
  readonly spec: Omit<NonNullable<T['spec']>, 'template'> & { readonly template: PodTemplateSpec };
};
export type ReplicationController = Replicated<DeepReadonly<core.ReplicationController>>;
export type Deployment = Replicated<DeepReadonly<apps.Deployment>>;
export type ReplicaSet = Replicated<DeepReadonly<apps.ReplicaSet>>;
export type StatefulSet = Replicated<{ readonly spec?: Optional<DeepReadonly<apps.StatefulSetSpec>, 'serviceName'> }> &
  Omit<DeepReadonly<apps.StatefulSet>, 'metadata' | 'spec'>;
export type DaemonSet = Templated<DeepReadonly<apps.DaemonSet>>;
export type Job = Templated<DeepReadonly<batch.Job>>;
export type CronJob = Namespaced<Omit<DeepReadonly<batch.CronJob>, 'spec'>> & {
  readonly spec: Omit<NonNullable<DeepReadonly<batch.CronJob>['spec']>, 'jobTemplate'> & {
    readonly jobTemplate: { readonly metadata?: ObjectMeta; readonly spec: Job['spec'] };
  };
};
export type EndpointPort = With<DeepReadonly<discovery.EndpointPort>, 'name' | 'protocol'>;
export type EndpointSlice = Namespaced<Omit<DeepReadonly<discovery.EndpointSlice>, 'ports'>> & {
  readonly ports?: readonly EndpointPort[];
};
export type SliceEndpoint = DeepReadonly<discovery.Endpoint>;
export type NetworkPolicyPort = With<DeepReadonly<networking.NetworkPolicyPort>, 'protocol'>;
export type NetworkPolicyPeer = DeepReadonly<networking.NetworkPolicyPeer>;
export interface NetworkPolicyIngressRule {
  readonly from?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}
export interface NetworkPolicyEgressRule {
  readonly to?: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[];
}
export type NetworkPolicy = Namespaced<Omit<DeepReadonly<networking.NetworkPolicy>, 'spec'>> & {
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly NetworkPolicyIngressRule[];
    readonly egress?: readonly NetworkPolicyEgressRule[];
  };
};
export type Ingress = Namespaced<DeepReadonly<networking.Ingress>>;
export type IngressClass = ClusterScoped<DeepReadonly<networking.IngressClass>>;
export type PriorityClass = ClusterScoped<DeepReadonly<scheduling.PriorityClass>>;

/** The kinds that the engine gives a meaning; every other kind is kept, listed and otherwise left alone. */
export interface KindMap {
  Pod: Pod;
  Node: Node;
  Namespace: Namespace;
  Service: Service;
  Endpoints: Endpoints;
  ConfigMap: ConfigMap;
  ReplicationController: ReplicationController;
  Deployment: Deployment;
  ReplicaSet: ReplicaSet;
  StatefulSet: StatefulSet;
  DaemonSet: DaemonSet;
  Job: Job;
  CronJob: CronJob;
  EndpointSlice: EndpointSlice;
  NetworkPolicy: NetworkPolicy;
  Ingress: Ingress;
  IngressClass: IngressClass;
  PriorityClass: PriorityClass;
}

export type Kind = keyof KindMap;
