import {
  expectNotModelled,
  expectOutput,
  expectOutputContains,
  expectOutputLacks,
  expectResponseContains,
  expectResponseLacks,
  expectResponseStatus,
  expectStatus,
  type PartyQuery,
  type Phrase,
  scenarioOf,
  Then,
  When,
} from '../src/doors/cucumber.ts';

/**
 * Runs a command of the client's image, simulated: it prints what the image's own program prints, and one that the image
 * does not have is not found. What is not simulated is an error that lists what is.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox runs "nslookup mariadb.default.svc.cluster.local"
 * Then the output contains "10.254.3.100"
 * And it exits with status 0
 */
When('{client} runs {string}', async function (this: object, client: Phrase<PartyQuery>, line: string) {
  await scenarioOf(this).run(client, line);
});

/**
 * Runs a command that is written out below the step, for lines with quotes of both kinds.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox runs:
 *   """
 *   sh -c "nslookup mariadb.default.svc.cluster.local | grep 'Address: '"
 *   """
 * Then the output contains "10.254."
 */
When(
  '{client} runs:',
  { wrapperOptions: { below: 'doc string' } },
  async function (this: object, client: Phrase<PartyQuery>, line: string) {
    await scenarioOf(this).run(client, line.trim());
  },
);

/**
 * Holds if the last command prints the text, on standard output or standard error. Where the real system chooses at
 * random, every output that the command may have must contain it.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When node kuben05 runs "curl -s 10.10.10.86:31080"
 * Then the output contains "Blog"
 */
Then('the output contains {string}', function (this: object, text: string) {
  expectOutputContains(scenarioOf(this), text);
});

/**
 * Holds if the last command does not print the text.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox runs "cat /etc/resolv.conf"
 * Then the output does not contain "10.96.0.10"
 */
Then('the output does not contain {string}', function (this: object, text: string) {
  expectOutputLacks(scenarioOf(this), text);
});

/**
 * Holds if the last command prints exactly that. Spaces at the ends of lines do not count.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox runs "hostname"
 * Then the output is:
 *   """
 *   busybox
 *   """
 */
Then('the output is:', { wrapperOptions: { below: 'doc string' } }, function (this: object, text: string) {
  expectOutput(scenarioOf(this), text);
});

/**
 * Holds if the last command ends with the exit status.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox runs "wget -q -O - -T 2 mariadb:80"
 * Then it exits with status 1
 */
Then('it exits with status {int}', function (this: object, status: number) {
  expectStatus(scenarioOf(this), status);
});

/**
 * Holds if Curlew says that it does not simulate the command, instead of making an answer up.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then it is not modelled that busybox runs "apk add curl"
 */
Then(
  'it is not modelled that {client} runs {string}',
  async function (this: object, client: Phrase<PartyQuery>, line: string) {
    await expectNotModelled(scenarioOf(this), client, line);
  },
);

/**
 * Holds if whoever answers the last connection sends a page with the text. The pages of well-known images are known; the
 * annotation `curlew.dev/responds` and the Cluster file tell those of others.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls 10.10.10.86:31080
 * Then the response contains "Hello world!"
 */
Then('the response contains {string}', async function (this: object, text: string) {
  await expectResponseContains(scenarioOf(this), text);
});

/**
 * Holds if whoever answers the last connection sends a page without the text.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When an external client curls 10.10.10.86:31080
 * Then the response does not contain "Welcome to nginx!"
 */
Then('the response does not contain {string}', async function (this: object, text: string) {
  await expectResponseLacks(scenarioOf(this), text);
});

/**
 * Holds if whoever answers the last connection does so with the HTTP status.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web}
 *   spec:
 *     hostname: web
 *     containers: [{name: web, image: nginx}]
 *   """
 * When pod web curls http://localhost/no-such-page
 * Then the response status is 404
 */
Then('the response status is {int}', async function (this: object, status: number) {
  await expectResponseStatus(scenarioOf(this), status);
});
