import { Cluster } from '../../api/index.ts';

const YAML = `
{apiVersion: v1, kind: Pod, metadata: {name: bb}, spec: {containers: [{name: bb, image: busybox, command: [sleep, "1d"], env: [{name: COLOR, value: red}, {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: deb}, spec: {containers: [{name: deb, image: "nginx:1.27"}, {name: side, image: shop/side}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: blue, labels: {app: paint}}, spec: {containers: [{name: echo, image: hashicorp/http-echo, args: [-text=blue]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: green, labels: {app: paint}}, spec: {containers: [{name: echo, image: hashicorp/http-echo, args: [-text=green]}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: paint}, spec: {type: NodePort, selector: {app: paint}, ports: [{port: 80, targetPort: 5678, nodePort: 30080}]}}
`;

/** Who runs commands in the tests: busybox, Debian with nginx, and a Service with two answers. */
export const painted: Cluster = Cluster.of({ yaml: YAML, cluster: 'minikube' });
