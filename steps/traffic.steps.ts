import {
  type DestinationQuery,
  expectBalanced,
  expectDeniedBy,
  expectExplained,
  expectMayReach,
  expectOutcome,
  expectReaches,
  expectSourceSeen,
  type ObjectName,
  type PartyQuery,
  type Phrase,
  type Protocol,
  scenarioOf,
  type TargetQuery,
  Then,
  type Via,
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
 * Holds if every way that the connection may take ends there, addressed like that. `x` stands for any octet.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls mariadb:3306
 * Then it reaches pod 172.30.x.x via ClusterIP
 */
Then(
  'it reaches {destination} via {via}',
  async function (this: object, destination: Phrase<DestinationQuery>, via: Via) {
    const scenario = scenarioOf(this);
    const scope = await scenario.scope();
    scenario.expectEach((trace) => expectReaches(trace, destination, via, scope));
  },
);

/**
 * Holds if every way that the connection may take ends there: an address, a pod, a pod of a workload, a node or a host.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls mariadb:3306
 * Then it reaches 172.30.x.x:3306
 */
Then('it reaches {destination}', async function (this: object, destination: Phrase<DestinationQuery>) {
  const scenario = scenarioOf(this);
  const scope = await scenario.scope();
  scenario.expectEach((trace) => expectReaches(trace, destination, undefined, scope));
});

/**
 * Holds if at least one of the ways that the connection may take ends there.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment wordpress is scaled to 2
 * When busybox curls wordpress
 * Then it may reach a pod of deployment wordpress
 */
Then('it may reach {destination}', async function (this: object, destination: Phrase<DestinationQuery>) {
  const scenario = scenarioOf(this);
  const scope = await scenario.scope();
  scenario.expectEach((trace) => expectMayReach(trace, destination, scope), 'enumerate');
});

/**
 * Holds if every way connects, and they lead to exactly so many pods.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment wordpress is scaled to 2
 * When busybox curls wordpress
 * Then it is balanced over 2 pods
 */
Then('it is balanced over {int} pod(s)', function (this: object, count: number) {
  scenarioOf(this).expectEach((trace) => expectBalanced(trace, count), 'enumerate');
});

/**
 * Holds if every way ends in a reset or a rejected packet: "Connection refused".
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox connects to pod busybox on port 80
 * Then it is refused
 */
Then('it is refused', function (this: object) {
  scenarioOf(this).expectEach((trace) => expectOutcome(trace, 'refused'));
});

/**
 * Holds if every way ends in silence: a packet is dropped, and no answer comes.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls mariadb.default:3306
 * Then it fails to resolve
 * When node kubem00 curls 10.254.0.1:443
 * Then it times out
 */
Then('it times out', function (this: object) {
  scenarioOf(this).expectEach((trace) => expectOutcome(trace, 'timeout'));
});

/**
 * Holds if the client learns that no route leads there: "No route to host".
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls 172.30.41.250:80
 * Then it is unreachable
 */
Then('it is unreachable', function (this: object) {
  scenarioOf(this).expectEach((trace) => expectOutcome(trace, 'unreachable'));
});

/**
 * Holds if the named network policy drops every way.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: db, labels: {app: db}}
 *   spec:
 *     containers: [{name: db, image: postgres}]
 *   ---
 *   apiVersion: networking.k8s.io/v1
 *   kind: NetworkPolicy
 *   metadata: {name: nobody}
 *   spec:
 *     podSelector: {matchLabels: {app: db}}
 *   """
 * And a client pod busybox
 * When busybox connects to pod db on port 5432
 * Then it is denied by network policy nobody
 */
Then('it is denied by (network )policy {word}', function (this: object, policy: string) {
  scenarioOf(this).expectEach((trace) => expectDeniedBy(trace, policy));
});

/**
 * Holds if whoever listens sees this source address on every way.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls 10.10.10.85:31080
 * Then the source address seen by the pod is 10.10.10.85
 */
Then('the source address seen (by the pod )is {word}', function (this: object, address: string) {
  scenarioOf(this).expectEach((trace) => expectSourceSeen(trace, address), 'source');
});

/**
 * Holds if what decided, or what came near to deciding otherwise, says the text: the explanations of `curlew trace`.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls wordpress:443
 * Then the explanation contains "443"
 */
Then('the explanation contains {string}', function (this: object, text: string) {
  scenarioOf(this).expectEach((trace) => expectExplained(trace, text));
});
