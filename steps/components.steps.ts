import {
  callsOfApiServer,
  callsOfKubelet,
  type ObjectName,
  type Phrase,
  scenarioOf,
  When,
} from '../src/doors/cucumber.ts';

/**
 * Connects as the API server does for a webhook, an aggregated API or a CRD conversion: from each machine that it runs on to
 * each endpoint of the Service. What follows must hold for each.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When the API server calls service default/mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('the API server calls service {word}', async function (this: object, service: string) {
  await scenarioOf(this).call(service, (scope) => callsOfApiServer(scope, service));
});

/**
 * Connects as the kubelet of a pod's node does for the pod's probes. What follows must hold for each of them.
 *
 * @example
 * Given the manifest:
 *   """
 *   {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx, readinessProbe: {tcpSocket: {port: 80}}}]}}
 *   """
 * When the kubelet probes pod web
 * Then it reaches pod web
 */
When('the kubelet probes pod {objectName}', async function (this: object, pod: Phrase<ObjectName>) {
  await scenarioOf(this).call(`pod ${pod}`, (scope) => callsOfKubelet(scope, { kind: 'workload', ...pod.means }));
});
