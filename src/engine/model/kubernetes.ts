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

export type ObjectMeta = DeepReadonly<meta.ObjectMeta>;
export type LabelSelector = DeepReadonly<meta.LabelSelector>;
export type OwnerReference = DeepReadonly<meta.OwnerReference>;
export type Labels = Readonly<Record<string, string>>;

export type Pod = DeepReadonly<core.Pod>;
export type PodSpec = DeepReadonly<core.PodSpec>;
export type PodStatus = DeepReadonly<core.PodStatus>;
export type PodTemplateSpec = DeepReadonly<core.PodTemplateSpec>;
export type Container = DeepReadonly<core.Container>;
export type ContainerPort = DeepReadonly<core.ContainerPort>;
export type Probe = DeepReadonly<core.Probe>;
export type Affinity = DeepReadonly<core.Affinity>;
export type Toleration = DeepReadonly<core.Toleration>;
export type Taint = DeepReadonly<core.Taint>;
export type Node = DeepReadonly<core.Node>;
export type Namespace = DeepReadonly<core.Namespace>;
export type Service = DeepReadonly<core.Service>;
export type ServiceSpec = DeepReadonly<core.ServiceSpec>;
export type ServicePort = DeepReadonly<core.ServicePort>;
export type Endpoints = DeepReadonly<core.Endpoints>;
export type ConfigMap = DeepReadonly<core.ConfigMap>;
export type ReplicationController = DeepReadonly<core.ReplicationController>;
export type Deployment = DeepReadonly<apps.Deployment>;
export type ReplicaSet = DeepReadonly<apps.ReplicaSet>;
export type StatefulSet = DeepReadonly<apps.StatefulSet>;
export type DaemonSet = DeepReadonly<apps.DaemonSet>;
export type Job = DeepReadonly<batch.Job>;
export type CronJob = DeepReadonly<batch.CronJob>;
export type EndpointSlice = DeepReadonly<discovery.EndpointSlice>;
export type SliceEndpoint = DeepReadonly<discovery.Endpoint>;
export type EndpointPort = DeepReadonly<discovery.EndpointPort>;
export type NetworkPolicy = DeepReadonly<networking.NetworkPolicy>;
export type NetworkPolicyPeer = DeepReadonly<networking.NetworkPolicyPeer>;
export type NetworkPolicyPort = DeepReadonly<networking.NetworkPolicyPort>;
export type Ingress = DeepReadonly<networking.Ingress>;
export type IngressClass = DeepReadonly<networking.IngressClass>;
export type PriorityClass = DeepReadonly<scheduling.PriorityClass>;

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
