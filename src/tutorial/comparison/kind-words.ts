/**
 * The short forms of kinds, old and new, as tables and messages have them: kubernetes `pkg/kubectl/kubectl.go` of 1.5
 * (`po/`, `svc/`, `deploy/`), `pkg/kubectl/cmd/util/printing.go` and today's `staging/src/k8s.io/kubectl`.
 */
const SHORT: Readonly<Record<string, string>> = {
  cj: 'cronjob',
  cm: 'configmap',
  crd: 'customresourcedefinition',
  cs: 'componentstatus',
  csr: 'certificatesigningrequest',
  deploy: 'deployment',
  ds: 'daemonset',
  ep: 'endpoints',
  endpoint: 'endpoints',
  ev: 'event',
  hpa: 'horizontalpodautoscaler',
  ing: 'ingress',
  netpol: 'networkpolicy',
  no: 'node',
  ns: 'namespace',
  petset: 'statefulset',
  po: 'pod',
  pv: 'persistentvolume',
  pvc: 'persistentvolumeclaim',
  rc: 'replicationcontroller',
  rs: 'replicaset',
  sa: 'serviceaccount',
  sc: 'storageclass',
  sts: 'statefulset',
  svc: 'service',
};

/** The kind in small letters and the singular, without its group: `deployments.apps` is `deployment`. */
export function kindOf(word: string): string {
  const plain = word.toLowerCase().split('.')[0] ?? '';
  const known = SHORT[plain];
  if (known !== undefined) return known;
  if (plain === 'endpoints') return plain;
  if (/(ss|ch|x)es$/.test(plain)) return plain.slice(0, -2);
  if (plain.endsWith('ies')) return `${plain.slice(0, -3)}y`;
  const singular = plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain;
  return SHORT[singular] ?? singular;
}

/** A name with its kind before it, such as `svc/web` or `deployment.apps/web`. */
export function splitName(text: string): { readonly kind?: string; readonly name: string } {
  const slash = text.indexOf('/');
  return slash <= 0 ? { name: text } : { kind: kindOf(text.slice(0, slash)), name: text.slice(slash + 1) };
}
