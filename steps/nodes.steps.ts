import { expectHealth, type ObjectName, type Phrase, scenarioOf, Then, When } from '../src/doors/cucumber.ts';

/**
 * Keeps new pods off a node; those that run there stay.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And node kuben05 is cordoned
 * When deployment mariadb restarts
 * And busybox curls mariadb:3306
 * Then it reaches pod 172.30.5.x
 */
When('(the )node {word} is cordoned', function (this: object, cordon: string) {
  scenarioOf(this).happens({ cordon, value: true });
});

/**
 * Lets the scheduler use a node again.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And node kuben06 is cordoned
 * When node kuben06 is uncordoned
 * And busybox curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('(the )node {word} is uncordoned', function (this: object, cordon: string) {
  scenarioOf(this).happens({ cordon, value: false });
});

/**
 * Cordons a node and deletes its pods, as `kubectl drain --ignore-daemonsets --force` does: pods of DaemonSets stay, and
 * pods that nobody owns do not come back.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When node kuben06 is drained
 * Then every pod can reach mariadb:3306
 */
When('(the )node {word} is drained', function (this: object, drain: string) {
  scenarioOf(this).happens({ drain });
});

/**
 * Holds if kube-proxy answers with the status at the health check node port of a Service with
 * `externalTrafficPolicy: Local`: 200 on the nodes that have a ready endpoint, 503 on the others.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web, labels: {app: web}}
 *   spec:
 *     nodeSelector: {kubernetes.io/hostname: worker-2}
 *     containers: [{name: web, image: nginx}]
 *   ---
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: web}
 *   spec:
 *     type: LoadBalancer
 *     externalTrafficPolicy: Local
 *     selector: {app: web}
 *     ports: [{port: 80}]
 *   """
 * Then the health check of service web on node worker-2 says 200
 * And the health check of service web on node worker-1 says 503
 */
Then(
  'the health check of service {service} on node {word} says {int}',
  async function (this: object, { means }: Phrase<ObjectName>, node: string, status: number) {
    const scenario = scenarioOf(this);
    const { name: service, namespace = scenario.namespace } = means;
    await expectHealth(await scenario.judgedBackend(), { service, namespace, node }, status);
  },
);
