import {
  type DestinationQuery,
  expectBalanced,
  expectDeniedBy,
  expectExplained,
  expectLookUpDeniedBy,
  expectLookUpExplained,
  expectMayReach,
  expectOutcome,
  expectReaches,
  expectSourceSeen,
  type Phrase,
  scenarioOf,
  Then,
  type Via,
} from '../src/doors/cucumber.ts';

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
 * Holds if every way connects, wherever it ends.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox connects to mariadb:3306
 * Then it connects
 */
Then('it connects', function (this: object) {
  scenarioOf(this).expectEach((trace) => expectOutcome(trace, 'connected'));
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
 * Holds if nobody can tell what becomes of the connection, or what the name gives: what decides is outside the model. No
 * other sentence holds then; the explanation says which object, host or name it is.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls https://www.example.org
 * Then it is unknown
 */
Then('it is unknown', function (this: object) {
  scenarioOf(this).expectUnknown();
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
 * Holds if the named network policy drops every way, or the questions of a look-up.
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
  scenarioOf(this).expectEither(
    (trace) => expectDeniedBy(trace, policy),
    (lookUp) => expectLookUpDeniedBy(lookUp, policy),
  );
});

/**
 * Holds if whoever listens sees this source address on every way.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls 10.10.10.85:31080
 * Then the source address seen by the pod is 172.30.41.0
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
  scenarioOf(this).expectEither(
    (trace) => expectExplained(trace, text),
    (lookUp) => expectLookUpExplained(lookUp, text),
  );
});
