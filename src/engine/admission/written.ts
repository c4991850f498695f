import type * as apps from 'kubernetes-types/apps/v1.js';
import type * as batch from 'kubernetes-types/batch/v1.js';
import type * as core from 'kubernetes-types/core/v1.js';
import type * as discovery from 'kubernetes-types/discovery/v1.js';
import type * as networking from 'kubernetes-types/networking/v1.js';
import type * as scheduling from 'kubernetes-types/scheduling/v1.js';
import type { DeepReadonly } from '../model/index.ts';

/*
 * Objects as somebody wrote them: whatever the API's types leave optional may be missing. Admission fills in and demands;
 * what comes out of it has the types of the same names in the model.
 */
export type Pod = DeepReadonly<core.Pod>;
export type PodSpec = DeepReadonly<core.PodSpec>;
export type PodTemplateSpec = DeepReadonly<core.PodTemplateSpec>;
export type Container = DeepReadonly<core.Container>;
export type ContainerPort = DeepReadonly<core.ContainerPort>;
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
export type NetworkPolicy = DeepReadonly<networking.NetworkPolicy>;
export type NetworkPolicyPort = DeepReadonly<networking.NetworkPolicyPort>;
export type Ingress = DeepReadonly<networking.Ingress>;
export type IngressClass = DeepReadonly<networking.IngressClass>;
export type PriorityClass = DeepReadonly<scheduling.PriorityClass>;
