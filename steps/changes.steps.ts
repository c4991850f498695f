import {
  docStringText,
  Given,
  type ObjectName,
  type Phrase,
  scenarioOf,
  When,
  type WorkloadQuery,
} from '../src/doors/cucumber.ts';

/**
 * Marks every pod of a workload as not ready: it leaves the endpoints of its Services.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment mariadb is not ready
 * When busybox curls mariadb:3306
 * Then it is refused
 */
Given('{workload} is not ready', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ ready: name, value: false });
});

/**
 * Marks every pod of a workload as ready again.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment mariadb is not ready
 * When deployment mariadb becomes ready
 * And busybox curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('{workload} becomes ready', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ ready: name, value: true });
});

/**
 * Marks the pods of a workload as Terminating, while they still run: their endpoints are no longer ready, and take
 * connections only where a Service has nothing but endpoints that terminate. Whoever owns them makes others.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And deployment mariadb is terminating
 * When busybox curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
Given('{workload} is terminating', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ terminating: name });
});

/**
 * Writes a condition of every pod of a workload, as a controller does whose readiness gate they have: without it they
 * are not ready.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web, labels: {app: web}}
 *   spec: {readinessGates: [{conditionType: example.com/in-service}], containers: [{name: web, image: nginx}]}
 *   ---
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: web}
 *   spec: {selector: {app: web}, ports: [{port: 80}]}
 *   """
 * And a client pod busybox
 * And pod web has condition "example.com/in-service" True
 * When busybox curls web
 * Then it reaches pod web
 */
Given('{workload} has condition {string} True', function (this: object, of: Phrase<WorkloadQuery>, condition: string) {
  scenarioOf(this).happens({ condition, of, value: true });
});

/**
 * Writes a condition of every pod of a workload as False, as a controller does whose readiness gate they have.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web, labels: {app: web}}
 *   spec: {readinessGates: [{conditionType: example.com/in-service}], containers: [{name: web, image: nginx}]}
 *   ---
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: web}
 *   spec: {selector: {app: web}, ports: [{port: 80}]}
 *   """
 * And a client pod busybox
 * And pod web has condition "example.com/in-service" False
 * When busybox curls web
 * Then it is refused
 */
Given('{workload} has condition {string} False', function (this: object, of: Phrase<WorkloadQuery>, condition: string) {
  scenarioOf(this).happens({ condition, of, value: false });
});

/**
 * Changes the number of replicas.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment wordpress is scaled to 3
 * And busybox curls wordpress
 * Then it is balanced over 3 pods
 */
When('{workload} is scaled to {int}', function (this: object, name: Phrase<WorkloadQuery>, replicas: number) {
  scenarioOf(this).happens({ scale: name, replicas });
});

/**
 * Deletes a pod or a workload; what it owns goes with it, and what owns it makes another.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment mariadb is deleted
 * And busybox curls mariadb:3306
 * Then it is refused
 */
When('{workload} is deleted', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ delete: name });
});

/**
 * Deletes any object, by its kind and name.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When the service mariadb is deleted
 * And busybox resolves mariadb
 * Then it fails to resolve
 */
When('(the ){objectKind} {objectName} is deleted', function (this: object, kind: string, name: Phrase<ObjectName>) {
  scenarioOf(this).happens({ delete: { kind, ...name.means } });
});

/**
 * Makes the pods of a workload anew, with new addresses.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment mariadb restarts
 * And busybox curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('{workload} restarts', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ restart: name });
});

/**
 * Ends the processes of a workload's pods; their kubelets start them again in the same pods, with the same addresses.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment mariadb crashes
 * And busybox curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('{workload} crashes', function (this: object, name: Phrase<WorkloadQuery>) {
  scenarioOf(this).happens({ crash: name });
});

/**
 * Applies more manifests to the running cluster. What is there already is updated; what the API server would not let
 * change is rejected.
 *
 * @example
 * Given a flannel cluster
 * And a client pod probe
 * When the manifests in examples/wordpress are applied
 * And probe curls mariadb:3306
 * Then it reaches a pod of deployment mariadb
 */
When('the manifest(s) in {path} is/are applied', function (this: object, path: string) {
  scenarioOf(this).happens({ apply: { manifests: [path] } });
});

/**
 * Applies the manifests that are written out below the step to the running cluster.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When the manifest is applied:
 *   """yaml
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: mariadb}
 *   spec:
 *     selector: {run: mariadbb}
 *     ports: [{port: 3306}]
 *   """
 * And busybox curls mariadb:3306
 * Then it is refused
 */
When(
  'the manifest(s) is/are applied:',
  { wrapperOptions: { below: 'doc string' } },
  function (this: object, text: string) {
    scenarioOf(this).happens({ apply: { texts: [docStringText(this, text)] } });
  },
);

/**
 * Takes a node down, with everything that runs on it.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When node kuben06 goes down
 * And an external client curls 10.10.10.86:31080
 * Then it times out
 */
When('node {word} goes down', function (this: object, name: string) {
  scenarioOf(this).happens({ node: name, up: false });
});

/**
 * Brings a node back.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And node kuben06 is down
 * When node kuben06 comes back
 * And an external client curls 10.10.10.86:31080
 * Then it reaches a pod of deployment wordpress
 */
When('node {word} comes back', function (this: object, name: string) {
  scenarioOf(this).happens({ node: name, up: true });
});
