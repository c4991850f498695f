import type { Diagnostic, RecordType } from '../../../model/index.ts';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { answer } from '../answer.ts';
import { compileZone } from '../compile-zone.ts';
import { formatRecord } from '../format-record.ts';
import type { Zone } from '../zone.ts';

// A cluster with something to resolve; the Corefile is the first document, so that its lines are known: line 1 of it
// stands on line 6 of test.yaml.
export const OBJECTS: string = `
kind: Namespace
metadata: {name: shop, labels: {dns: "yes"}}
---
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.20, ports: [{name: http, port: 80}]}
---
kind: Service
metadata: {name: db, namespace: shop, labels: {tier: data}}
spec: {clusterIP: None, ports: [{port: 5432}]}
---
kind: EndpointSlice
metadata: {name: db-a, namespace: shop, labels: {kubernetes.io/service-name: db}}
ports: [{port: 5432}]
endpoints: [{addresses: [10.244.1.2], targetRef: {kind: Pod, name: db-0}}]
---
kind: Service
metadata: {name: alias}
spec: {type: ExternalName, externalName: web.example.com}
---
kind: Service
metadata: {name: circle}
spec: {type: ExternalName, externalName: circle.example.com}
`;

const externalHosts = [
  { name: 'example.com', addresses: ['203.0.113.10'] },
  { name: 'vault.corp.example', addresses: ['203.0.113.20'] },
];

function indent(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

/** A ConfigMap of kube-system whose values are literal blocks. */
export function configMap(name: string, files: Readonly<Record<string, string>>): string {
  const data = Object.entries(files).map(([key, text]) => `  ${key}: |\n${indent(text)}`);
  return `kind: ConfigMap\nmetadata: {name: ${name}, namespace: kube-system}\ndata:\n${data.join('\n')}\n`;
}

/** The server with this Corefile. */
export function compile(
  corefile: string,
  more = '',
): { readonly table: Zone; readonly diagnostics: readonly Diagnostic[] } {
  const yaml = `${configMap('coredns', { Corefile: corefile })}---${OBJECTS}${more}`;
  return compileZone(stateOf(yaml, { ...testSpec, externalHosts }));
}

interface Reply {
  readonly rcode: string;
  readonly records: readonly string[];
  readonly code: string;
  readonly text: string;
  readonly line: number | undefined;
  readonly forwarded: boolean;
}

/** One answer of the server with this Corefile. */
export function ask(corefile: string, name: string, type: RecordType = 'A'): Reply {
  const { rcode, records, reason, rule, forwarded } = answer(compile(corefile).table, { name, type });
  return {
    rcode,
    records: records.map(formatRecord),
    code: reason.code,
    text: reason.text,
    line: rule?.location?.line,
    forwarded,
  };
}

/** A server block for everything, with lines in front of kubernetes, and lines in it. */
export function withLines(lines: string, kubernetes = ''): string {
  return `.:53 {\n${lines}\n  kubernetes cluster.local in-addr.arpa ip6.arpa {\n    pods insecure\n    fallthrough in-addr.arpa ip6.arpa\n    ttl 30\n${kubernetes}\n  }\n  forward . /etc/resolv.conf\n}`;
}

export const WEB: string = 'web.default.svc.cluster.local.';
export const DB: string = 'db.shop.svc.cluster.local.';
