import type * as apps from 'kubernetes-types/apps/v1.js';
import type * as batch from 'kubernetes-types/batch/v1.js';
import type * as core from 'kubernetes-types/core/v1.js';
import type * as discovery from 'kubernetes-types/discovery/v1.js';
import type * as networking from 'kubernetes-types/networking/v1.js';
import type * as scheduling from 'kubernetes-types/scheduling/v1.js';
import type { DeepReadonly, ObjectMeta } from '../model/index.ts';

/*
 * Objects as somebody wrote them: whatever the API's types leave optional may be missing. Admission fills in and demands;
 * what comes out of it has the types of the same names in the model.
 */
type Written<T> = Omit<DeepReadonly<T>, 'metadata'> & { readonly metadata?: ObjectMeta };
export type Pod = Written<core.Pod>;
export type PodSpec = DeepReadonly<core.PodSpec>;
export type PodTemplateSpec = DeepReadonly<core.PodTemplateSpec>;
export type Container = DeepReadonly<core.Container>;
export type ContainerPort = DeepReadonly<core.ContainerPort>;
export type Node = Written<core.Node>;
export type Namespace = Written<core.Namespace>;
export type Service = Written<core.Service>;
export type ServiceSpec = DeepReadonly<core.ServiceSpec>;
export type ServicePort = DeepReadonly<core.ServicePort>;
export type Endpoints = Written<core.Endpoints>;
export type EndpointPort = DeepReadonly<discovery.EndpointPort>;
export type ConfigMap = Written<core.ConfigMap>;
export type ReplicationController = Written<core.ReplicationController>;
export type Deployment = Written<apps.Deployment>;
export type ReplicaSet = Written<apps.ReplicaSet>;
export type StatefulSet = Written<apps.StatefulSet>;
export type DaemonSet = Written<apps.DaemonSet>;
export type Job = Written<batch.Job>;
export type CronJob = Written<batch.CronJob>;
export type EndpointSlice = Written<discovery.EndpointSlice>;
export type NetworkPolicy = Written<networking.NetworkPolicy>;
export type NetworkPolicyPort = DeepReadonly<networking.NetworkPolicyPort>;
export type Ingress = Written<networking.Ingress>;
export type IngressClass = Written<networking.IngressClass>;
export type PriorityClass = Written<scheduling.PriorityClass>;
