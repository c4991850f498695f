/** A pod for the examples of pages: named like its label `app`; an image without known ports unless one is given. */
export function podYaml(name: string, container = 'image: example/app', rest = ''): string {
  return `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec: {${rest}containers: [{name: ${name}, ${container}}]}
`;
}

/** A NetworkPolicy for the examples of pages, for the pods with the label `app`; `rest` is the rest of its spec. */
export function policyYaml(name: string, rest: string, app: string = name): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: ${name}}
spec:
  podSelector: {matchLabels: {app: ${app}}}
${rest.replace(/^(?=.)/gm, '  ')}`;
}

/** A Service for the examples of pages; `spec` stands in braces. */
export function serviceYaml(name: string, spec: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {${spec}}
`;
}

/** Several documents as one text. */
export function documents(...texts: readonly string[]): string {
  return texts.join('---\n');
}
