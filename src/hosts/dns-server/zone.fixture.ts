import { answer, compileZone } from '../../engine/network/dns/index.ts';
import { stateOf, testSpec } from '../../engine/testing/index.ts';
import type { AskDns } from './respond.ts';

const ENDPOINTS = 60;

const WIDE = Array.from({ length: ENDPOINTS }, (_, index) => `{addresses: [10.244.2.${index + 1}]}`).join(', ');

/** A cluster with a record of every type, and a headless Service that fits into no small message. */
const CLUSTER = `
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.20, clusterIPs: [10.96.0.20, "fd00::20"], ports: [{name: http, port: 80}]}
---
kind: Service
metadata: {name: wide}
spec: {clusterIP: None, ports: [{name: http, port: 80}]}
---
kind: EndpointSlice
metadata: {name: wide-a, labels: {kubernetes.io/service-name: wide}}
ports: [{name: http, port: 8080}]
endpoints: [${WIDE}]
---
kind: Service
metadata: {name: alias}
spec: {type: ExternalName, externalName: example.com}
---
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {clusterIP: 10.96.0.10, ports: [{name: dns, port: 53, protocol: UDP}]}
`;

const externalHosts = [{ name: 'example.com', addresses: ['203.0.113.10'] }];
const { table } = compileZone(stateOf(CLUSTER, { ...testSpec, externalHosts }));

/** The server of that cluster; what is asked for below `lost` never reaches it. */
export const askCluster: AskDns = (question) => {
  return question.name.toLowerCase().includes('lost') ? 'timeout' : answer(table, question);
};
