import {
  type DisruptionQuery,
  expectInterrupted,
  expectStaysReachable,
  type PartyQuery,
  type Phrase,
  scenarioOf,
  type TargetQuery,
  Then,
  When,
  type WorkloadQuery,
} from '../src/doors/cucumber.ts';

/**
 * Replaces the pods of a workload by new ones as its strategy says, as if its template had changed, and waits for the end.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment mariadb rolls out
 * And busybox curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('{workload} rolls out', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ rollOut: name });
});

/**
 * Holds if the connection works in every state that the cluster passes through meanwhile: whoever connected last asks,
 * else every workload of the manifests that gets through while all is well. It may be said of a workload that rolls
 * out, restarts or crashes, of a node that is down or drained, of any one node and of any one pod. A node that is down
 * counts from the moment at which the cluster notices; connections that are open already are not followed.
 *
 * A pod that is deleted is still asked until everyone has heard of it, which takes as long as the Cluster file says
 * (network.endpointPropagationSeconds, 5 unless said otherwise). A container that listens on the port has to accept for
 * so long: by a pause in preStop within the grace period, or as the pod's annotation curlew.dev/drains says.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls mariadb:3306
 * Then mariadb:3306 stays reachable while deployment wordpress rolls out
 */
Then(
  '{target} stays reachable while {disruption}',
  async function (this: object, to: Phrase<TargetQuery>, during: Phrase<DisruptionQuery>) {
    const { backend, clients, namespace } = await stage(this);
    await expectStaysReachable(backend, { clients, to, during, namespace });
  },
);

/**
 * Holds if the client gets through in every state that the cluster passes through meanwhile.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then busybox reaches mariadb:3306 while deployment wordpress rolls out
 */
Then(
  '{client} reaches {target} while {disruption}',
  async function (this: object, client: Phrase<PartyQuery>, to: Phrase<TargetQuery>, during: Phrase<DisruptionQuery>) {
    const { backend, namespace } = await stage(this);
    await expectStaysReachable(backend, { clients: [client], to, during, namespace });
  },
);

/**
 * Holds if there is a state on the way in which a client does not get through; not if nobody can tell.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then mariadb:3306 is interrupted while any one pod restarts
 */
Then(
  '{target} is interrupted while {disruption}',
  async function (this: object, to: Phrase<TargetQuery>, during: Phrase<DisruptionQuery>) {
    const { backend, clients, namespace } = await stage(this);
    await expectInterrupted(backend, { clients, to, during, namespace });
  },
);

async function stage(world: object) {
  const scenario = scenarioOf(world);
  return { backend: await scenario.judgedBackend(), clients: scenario.clients, namespace: scenario.namespace };
}
