import { defineParameterType } from '../src/doors/cucumber.ts';

/** Most of them take any word, so none has a place in the code that an unknown sentence is answered with. */
const useForSnippets = false;

const IN_NAMESPACE = '(?: in namespace "[^"]*")?';
const KINDS = 'pod|deployment|statefulset|daemonset|job|cronjob|replicaset|replicationcontroller';

/** A pod, a workload, a container of a pod, a node, or somebody outside: whoever can connect. */
defineParameterType({
  name: 'client',
  regexp: [
    /(?:(?:an|the) )?external client(?: (?:at )?[\da-fA-F.:]+)?(?: through node \S+)?/,
    new RegExp(`container \\S+ (?:in|of) (?:pod )?\\S+${IN_NAMESPACE}`),
    /node \S+/,
    new RegExp(`(?:the )?(?:${KINDS}) \\S+${IN_NAMESPACE}`),
    new RegExp(`[^\\s"]+${IN_NAMESPACE}`),
  ],
  transformer: (text: string) => text,
  useForSnippets,
});

/** A pod or a workload of the manifests. */
defineParameterType({
  name: 'workload',
  regexp: [new RegExp(`(?:the )?(?:${KINDS}) \\S+${IN_NAMESPACE}`), new RegExp(`[^\\s"]+${IN_NAMESPACE}`)],
  transformer: (text: string) => text,
  useForSnippets,
});

/** Several workloads: `deployment wordpress`, `deployment wordpress and pod busybox`. */
defineParameterType({
  name: 'workloads',
  regexp: new RegExp(
    `(?:(?:${KINDS}) )?[^\\s",]+${IN_NAMESPACE}(?:(?:, | and |, and )(?:(?:${KINDS}) )?[^\\s",]+${IN_NAMESPACE})*`,
  ),
  transformer: (text: string) => text.split(/, and |, | and /),
  useForSnippets,
});

/** A Service: `web`, `shop/web`, `web in namespace "shop"`; to the expectations it is `shop/web`. */
defineParameterType({
  name: 'service',
  regexp: new RegExp(`[^\\s"]+${IN_NAMESPACE}`),
  transformer: (text: string) => text.replace(/^(.*) in namespace "(.*)"$/, '$2/$1'),
  useForSnippets,
});

/** Several namespaces, in quotes: `"shop"`, `"shop", "dev" and "ops"`. */
defineParameterType({
  name: 'namespaces',
  useForSnippets,
  regexp: /"[^"]+"(?:(?:, | and |, and )"[^"]+")*/,
  transformer: (text: string) => [...text.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
});

/** Ports of a Service: `443`, `80 and 443`, `53/UDP`. */
defineParameterType({
  name: 'ports',
  regexp: /\d+(?:\/[A-Za-z]+)?(?:(?:, | and |, and )\d+(?:\/[A-Za-z]+)?)*/,
  transformer: (text: string) => text.split(/, and |, | and /),
  useForSnippets,
});

/** A URL or `host:port`, as a client would write it. */
defineParameterType({
  name: 'target',
  regexp: /[^\s"]+/,
  transformer: (text: string) => text,
  useForSnippets,
});

/** Whom a connection should reach: `pod 172.30.x.x`, `172.30.41.4:3306`, `a pod of deployment mariadb`, `node kuben05`. */
defineParameterType({
  name: 'destination',
  regexp: [
    new RegExp(`(?:(?:an? |the )?(?:pods?|replicas?) of )?(?:the )?(?:${KINDS}) \\S+${IN_NAMESPACE}`),
    /(?:the )?(?:external )?host \S+/,
    /(?:the )?node \S+/,
    /[^\s"]+/,
  ],
  transformer: (text: string) => text.replace(/^(?:an? |the )?(pod|replica)s? of (?:the )?/, 'a $1 of '),
  useForSnippets,
});

/** How the destination was addressed and translated. */
defineParameterType({
  name: 'via',
  regexp:
    /ClusterIP|NodePort|LoadBalancer|ExternalIP|Headless|ExternalName|PodIP|HostPort|HostNetwork|Loopback|Ingress|Gateway/,
  transformer: (text: string) => text,
  useForSnippets,
});

defineParameterType({
  name: 'protocol',
  regexp: /TCP|UDP|SCTP/,
  transformer: (text: string) => text,
  useForSnippets,
});

/** A file, a folder or a glob; in quotes where it holds spaces. */
defineParameterType({
  name: 'path',
  regexp: [/"([^"]+)"/, /'([^']+)'/, /([^\s"']+)/],
  transformer: (double?: string, single?: string, bare?: string) => double ?? single ?? bare ?? '',
  useForSnippets,
});

/** What a look-up answers with: addresses, `the cluster IP of service mariadb`, `CNAME search.google.com`. */
defineParameterType({
  name: 'answer',
  regexp: [/the cluster IPs? of (?:the )?service \S+/, /(?:CNAME|SRV|PTR|TXT) .+/, /[^\s"]+(?:, ?[^\s"]+)*/],
  transformer: (text: string) => text,
  useForSnippets,
});

defineParameterType({
  name: 'recordType',
  regexp: /A|AAAA|CNAME|SRV|PTR|TXT|NS|SOA/,
  transformer: (text: string) => text,
  useForSnippets,
});

defineParameterType({
  name: 'rcode',
  regexp: /NXDOMAIN|NODATA|SERVFAIL|REFUSED|TIMEOUT/,
  transformer: (text: string) => text,
  useForSnippets,
});

/** Endpoints, separated by commas: `172.30.41.4:3306, 172.30.5.x:3306`; `none`. */
defineParameterType({
  name: 'endpoints',
  regexp: /none|[^\s",]+(?:, ?[^\s",]+)*/,
  transformer: (text: string) => text,
  useForSnippets,
});

/** The kinds of object that are no workloads, by the names that people write. */
defineParameterType({
  name: 'objectKind',
  regexp: /service|networkpolicy|network policy|ingress|namespace|endpointslice|endpoints|configmap/,
  transformer: (text: string) => text.replace(' ', ''),
  useForSnippets,
});

/** What a connection may have to survive: `any one node is down`, `deployment web rolls out`, `node kuben05 is drained`. */
defineParameterType({
  name: 'disruption',
  regexp: [
    /any one node is down|any one pod restarts/,
    /node \S+ is (?:down|drained)/,
    new RegExp(`(?:the )?(?:${KINDS}) \\S+${IN_NAMESPACE} (?:rolls out|restarts)`),
  ],
  transformer: (text: string) => text,
});
