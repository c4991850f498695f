import {
  type ObjectName,
  type PartyQuery,
  type Phrase,
  type Protocol,
  scenarioOf,
  type TargetQuery,
  When,
} from '../src/doors/cucumber.ts';

/**
 * Connects as curl would: the target is a URL or host:port, and the port defaults from the scheme.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls 10.10.10.86:31080
 * Then it reaches a pod of deployment wordpress via NodePort
 */
When('{client} curls {target}', async function (this: object, client: Phrase<PartyQuery>, target: Phrase<TargetQuery>) {
  await scenarioOf(this).request([client], target);
});

/**
 * Sends a request with a Host header of its own, as `curl -H "Host: blog.example.com"` does: an ingress controller routes
 * by that name, whatever address it is asked at.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls http://10.10.10.86:31080/ as "blog.example.com"
 * Then it reaches a pod of deployment wordpress via NodePort
 */
When(
  '{client} curls {target} as {string}',
  async function (this: object, client: Phrase<PartyQuery>, target: Phrase<TargetQuery>, host: string) {
    await scenarioOf(this).request([client], target, host);
  },
);

/**
 * Connects from every workload of the manifests; what follows must hold for each.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When every pod curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('every pod curls {target}', async function (this: object, target: Phrase<TargetQuery>) {
  const scenario = scenarioOf(this);
  await scenario.request(await scenario.everyClient(), target);
});

/**
 * Connects from every workload of a namespace; what follows must hold for each.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When every pod in namespace "default" curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When(
  'every pod in namespace {string} curls {target}',
  async function (this: object, namespace: string, target: Phrase<TargetQuery>) {
    const scenario = scenarioOf(this);
    await scenario.request(await scenario.everyClient(namespace), target);
  },
);

/**
 * Opens a TCP connection.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment wordpress connects to mariadb:3306
 * Then it reaches a pod of deployment mariadb via ClusterIP
 */
When(
  '{client} connects to {target}',
  async function (this: object, client: Phrase<PartyQuery>, target: Phrase<TargetQuery>) {
    await scenarioOf(this).connect([client], target);
  },
);

/**
 * Opens a connection over another protocol.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox connects to kube-dns.kube-system:53 over UDP
 * Then it reaches a pod of deployment kube-system/coredns via ClusterIP
 */
When(
  '{client} connects to {target} over {protocol}',
  async function (this: object, client: Phrase<PartyQuery>, target: Phrase<TargetQuery>, protocol: Protocol) {
    await scenarioOf(this).connect([client], target, protocol);
  },
);

/**
 * Opens a TCP connection to a port of a host.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox connects to mariadb port 3306
 * Then it reaches a pod of deployment mariadb via ClusterIP
 */
When(
  '{client} connects to {target} port {int}',
  async function (this: object, client: Phrase<PartyQuery>, host: Phrase<TargetQuery>, port: number) {
    await scenarioOf(this).connect([client], { host: host.text, port, protocol: 'TCP' });
  },
);

/**
 * Opens a connection to a port of a host over another protocol.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox connects to kube-dns.kube-system port 53 over UDP
 * Then it reaches a pod of deployment kube-system/coredns via ClusterIP
 */
When(
  '{client} connects to {target} port {int} over {protocol}',
  async function (
    this: object,
    client: Phrase<PartyQuery>,
    host: Phrase<TargetQuery>,
    port: number,
    protocol: Protocol,
  ) {
    await scenarioOf(this).connect([client], { host: host.text, port, protocol });
  },
);

/**
 * Opens a TCP connection to a pod's own address.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox connects to pod busybox on port 80
 * Then it is refused
 */
When(
  '{client} connects to pod {objectName} on port {int}',
  async function (this: object, client: Phrase<PartyQuery>, pod: Phrase<ObjectName>, port: number) {
    const scenario = scenarioOf(this);
    await scenario.connect([client], { host: await scenario.addressOf(pod), port, protocol: 'TCP' });
  },
);

/**
 * Opens a connection to a pod's own address over another protocol.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment wordpress connects to pod busybox in namespace "default" on port 53 over UDP
 * Then it is refused
 */
When(
  '{client} connects to pod {objectName} on port {int} over {protocol}',
  async function (this: object, client: Phrase<PartyQuery>, pod: Phrase<ObjectName>, port: number, protocol: Protocol) {
    const scenario = scenarioOf(this);
    await scenario.connect([client], { host: await scenario.addressOf(pod), port, protocol });
  },
);
