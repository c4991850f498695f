import type { ClusterView } from '../../model/index.ts';
import { stateOf } from '../../testing/index.ts';
import { compileGateways, type Proxying, type ProxyRequest, proxy } from './index.ts';

/** A pod of ingress-nginx as its own manifests make it, and the class nginx. */
export const nginx: string = `
${podOf('controller', 'registry.k8s.io/ingress-nginx/controller:v1.12.1')}
---
${classOf('nginx', 'k8s.io/ingress-nginx')}
`;

/** A pod that runs, with an address. */
export function podOf(name: string, image: string, args: readonly string[] = []): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ingress}
spec: {nodeName: worker-1, containers: [{name: controller, image: "${image}", args: ${JSON.stringify(args)}}]}
status: {phase: Running, podIP: 10.244.1.9, conditions: [{type: Ready, status: "True"}]}
`;
}

export function classOf(name: string, controller: string, annotations = '{}'): string {
  return `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ${name}, annotations: ${annotations}}
spec: {controller: ${controller}}
`;
}

/** Services with one ready endpoint each: 10.0.0.1:8080 for the first, 10.0.0.2:8080 for the second. */
export function servicesOf(...names: readonly string[]): string {
  return names
    .map(
      (name, index) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {clusterIP: 10.96.0.${index + 1}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.0.0.${index + 1}], conditions: {ready: true}}]
`,
    )
    .join('---');
}

/** An Ingress of class nginx; `spec` is flow YAML. */
export function ingressOf(name: string, spec: string, annotations = '{}'): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, annotations: ${annotations}}
spec: {ingressClassName: nginx, ${spec}}
`;
}

/** A rule in flow YAML: `rule('foo.com', 'Prefix /a web', 'Exact /b db')`; the host may be empty. */
export function rule(host: string, ...paths: readonly string[]): string {
  const items = paths.map((text) => {
    const [pathType, path = '', service = 'web'] = text.split(' ');
    return `{path: "${path}", pathType: ${pathType}, backend: {service: {name: ${service}, port: {number: 80}}}}`;
  });
  return `{${host === '' ? '' : `host: "${host}", `}http: {paths: [${items.join(', ')}]}}`;
}

/** Sends a request to the controller's pod: `http://foo.com/bar`. */
export function send(yaml: string, url: string, at: Partial<ProxyRequest> = {}): Proxying {
  return sendIn(stateOf(yaml), url, at);
}

/** As `send`, in a cluster that is there already. */
export function sendIn(view: ClusterView, url: string, at: Partial<ProxyRequest> = {}): Proxying {
  const pod = view.get('Pod', 'controller', 'ingress');
  if (pod === undefined) throw new Error('the manifests have no pod ingress/controller');
  return proxy(compileGateways(view).table, pod, requestTo(url, at));
}

function requestTo(url: string, at: Partial<ProxyRequest> = {}): ProxyRequest {
  const [, scheme = 'http', host = '', path = ''] = /^(\w+):\/\/([^/]*)(.*)$/.exec(url) ?? [];
  const known = scheme === 'https' ? 'https' : 'http';
  return { scheme: known, host, path: path === '' ? '/' : path, port: known === 'https' ? 443 : 80, ...at };
}

/** What a row says of an answer: `web`, `404`, `308 https://foo.com`, `unknown`. */
export function brief(answer: Proxying): string {
  if (answer.kind === 'forward') return answer.service.name;
  if (answer.kind === 'respond') return [answer.status, answer.location ?? []].flat().join(' ');
  return answer.kind;
}
