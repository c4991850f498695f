import { scenarioOf, When } from '../src/doors/cucumber.ts';

/**
 * Runs a kubectl command. What it changes stays changed; output, errors and exit status are those of a current kubectl.
 * What is not modelled is an error that lists what is. An AGE is always 0s: there is no clock.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When I run "kubectl get pods -l run=mariadb -o wide | grep kuben05"
 * Then the output contains "1/1     Running"
 * And it exits with status 0
 */
When('I run {string}', async function (this: object, line: string) {
  await scenarioOf(this).kubectl(line);
});

/**
 * Runs the kubectl commands that are written out below the step, one on each line; the output is that of all of them, the
 * exit status the last one's. A line may start with a prompt, and goes on below where it ends in a backslash.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When I run:
 *   """
 *   kubectl create deployment nginx --image=nginx --replicas=2
 *   kubectl expose deployment nginx --port=8080 --target-port=80
 *   """
 * And busybox curls nginx:8080
 * Then it reaches a pod of deployment nginx via ClusterIP
 */
When('I run:', { wrapperOptions: { below: 'doc string' } }, async function (this: object, text: string) {
  await scenarioOf(this).kubectlScript(text);
});

/**
 * Runs a kubectl command with the text below the step as its standard input: for `-f -`.
 *
 * @example
 * Given a client pod busybox
 * When I run "kubectl apply -f -" with:
 *   """yaml
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: search}
 *   spec: {type: ExternalName, externalName: search.google.com}
 *   """
 * Then the output contains "service/search created"
 */
When(
  'I run {string} with:',
  { wrapperOptions: { below: 'doc string' } },
  async function (this: object, line: string, text: string) {
    await scenarioOf(this).kubectl(line, text);
  },
);
