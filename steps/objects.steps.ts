import {
  expectAddress,
  expectEndpoints,
  expectNode,
  expectPending,
  type ObjectName,
  type Phrase,
  scenarioOf,
  Then,
} from '../src/doors/cucumber.ts';

/**
 * Holds if the pod has the address; `x` stands for any octet.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then pod busybox has address 172.30.x.x
 */
Then(
  '(the )pod {objectName} has (the )address {word}',
  async function (this: object, name: Phrase<ObjectName>, address: string) {
    expectAddress(await scenarioOf(this).scope(), name, address);
  },
);

/**
 * Holds if the pod runs on the node. Where several nodes suit a pod equally well, the real scheduler picks at random.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web}
 *   spec:
 *     nodeSelector: {kubernetes.io/hostname: worker-2}
 *     containers: [{name: web, image: nginx}]
 *   """
 * Then pod web runs on node worker-2
 */
Then(
  '(the )pod {objectName} runs on (node ){word}',
  async function (this: object, name: Phrase<ObjectName>, node: string) {
    expectNode(await scenarioOf(this).scope(), name, node);
  },
);

/**
 * Holds if no node takes the pod, for a reason that contains the text.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web}
 *   spec:
 *     nodeSelector: {disk: ssd}
 *     containers: [{name: web, image: nginx}]
 *   """
 * Then pod web is pending with "didn't match Pod's node affinity/selector"
 */
Then(
  '(the )pod {objectName} is pending with {string}',
  async function (this: object, name: Phrase<ObjectName>, message: string) {
    expectPending(await scenarioOf(this).scope(), name, message);
  },
);

/**
 * Holds if the Service's ready endpoints are exactly these; `none` for none.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then service mariadb has endpoints 172.30.x.x:3306
 */
Then(
  '(the )service {service} has (the )endpoint(s) {endpoints}',
  async function (this: object, name: Phrase<ObjectName>, endpoints: Phrase<readonly string[]>) {
    expectEndpoints(await scenarioOf(this).scope(), name, endpoints);
  },
);

/**
 * Holds if the Service has no ready endpoint.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment mariadb is not ready
 * Then service mariadb has no endpoints
 */
Then('(the )service {service} has no endpoints', async function (this: object, name: Phrase<ObjectName>) {
  expectEndpoints(await scenarioOf(this).scope(), name, 'none');
});
