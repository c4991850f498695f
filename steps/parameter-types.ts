import { defineParameterType, PHRASES, type PhraseKind } from '../src/doors/cucumber.ts';

/** Most of them take any word, so none has a place in the code that an unknown sentence is answered with. */
const useForSnippets = false;

/** A parameter that stands for a phrase, and hands on what was read of it. */
function parameter<T>(kind: PhraseKind<T>): { readonly regexp: RegExp[]; readonly transformer: (text: string) => T } {
  return { regexp: [...kind.patterns], transformer: (text) => kind.read(text) };
}

/** A pod, a workload, a container of a pod, a node, or somebody outside: whoever can connect. */
defineParameterType({ name: 'client', ...parameter(PHRASES.client), useForSnippets });

/** A pod or a workload of the manifests. */
defineParameterType({ name: 'workload', ...parameter(PHRASES.workload), useForSnippets });

/** Several workloads: `deployment wordpress`, `deployment wordpress and pod busybox`. */
defineParameterType({ name: 'workloads', ...parameter(PHRASES.workloads), useForSnippets });

/** A Service: `web`, `shop/web`, `web in namespace "shop"`. */
defineParameterType({ name: 'service', ...parameter(PHRASES.service), useForSnippets });

/** An object whose kind the sentence says: `db`, `shop/db`, `db in namespace "shop"`. */
defineParameterType({ name: 'objectName', ...parameter(PHRASES.objectName), useForSnippets });

/** Several namespaces, in quotes: `"shop"`, `"shop", "dev" and "ops"`. */
defineParameterType({ name: 'namespaces', ...parameter(PHRASES.namespaces), useForSnippets });

/** Ports of a Service: `443`, `80 and 443`, `53/UDP`. */
defineParameterType({ name: 'ports', ...parameter(PHRASES.ports), useForSnippets });

/** A URL or `host:port`, as a client would write it. */
defineParameterType({ name: 'target', ...parameter(PHRASES.target), useForSnippets });

/** Whom a connection should reach: `pod 172.30.x.x`, `172.30.41.4:3306`, `a pod of deployment mariadb`, `node kuben05`. */
defineParameterType({ name: 'destination', ...parameter(PHRASES.destination), useForSnippets });

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
defineParameterType({ name: 'answer', ...parameter(PHRASES.answer), useForSnippets });

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
defineParameterType({ name: 'endpoints', ...parameter(PHRASES.endpoints), useForSnippets });

/** The kinds of object that are no workloads, by the names that people write. */
defineParameterType({
  name: 'objectKind',
  regexp: /service|networkpolicy|network policy|ingress|namespace|endpointslice|endpoints|configmap/,
  transformer: (text: string) => text.replace(' ', ''),
  useForSnippets,
});

/** What a connection may have to survive: `any one node is down`, `deployment web rolls out`, `node kuben05 is drained`. */
defineParameterType({ name: 'disruption', ...parameter(PHRASES.disruption) });
