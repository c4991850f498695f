import {
  connectRepeatedly,
  expectDifferentPods,
  expectSamePod,
  type PartyQuery,
  type Phrase,
  scenarioOf,
  type TargetQuery,
  Then,
  When,
} from '../src/doors/cucumber.ts';

/**
 * Connects several times, one after the other: kube-proxy remembers where it sent the clients of a Service with session
 * affinity. What follows must hold for each connection.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls wordpress 5 times
 * Then it reaches a pod of deployment wordpress
 */
When(
  '{client} curls {target} {int} time(s)',
  async function (this: object, from: Phrase<PartyQuery>, to: Phrase<TargetQuery>, times: number) {
    await connectRepeatedly(scenarioOf(this), { from, to, times });
  },
);

/**
 * Holds if all of the connections reach one pod, whichever it is, for certain. Without session affinity each connection
 * chooses anew.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: apps/v1
 *   kind: Deployment
 *   metadata: {name: web}
 *   spec:
 *     replicas: 3
 *     selector: {matchLabels: {app: web}}
 *     template:
 *       metadata: {labels: {app: web}}
 *       spec: {containers: [{name: web, image: nginx}]}
 *   ---
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: web}
 *   spec:
 *     selector: {app: web}
 *     sessionAffinity: ClientIP
 *     ports: [{port: 80}]
 *   """
 * And a client pod busybox
 * When busybox curls web:80 5 times
 * Then it reaches the same pod each time
 */
Then('it reaches the same pod each time', function (this: object) {
  expectSamePod(scenarioOf(this));
});

/**
 * Holds if the connections may reach more than one pod. Whether they do is a matter of chance, so no sentence says so.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment wordpress is scaled to 2
 * When busybox curls wordpress 5 times
 * Then it may reach different pods
 */
Then('it may reach different pods', function (this: object) {
  expectDifferentPods(scenarioOf(this));
});
