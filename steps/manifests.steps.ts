import {
  clientPod,
  type DataTable,
  docStringText,
  expectAccepted,
  expectRejected,
  Given,
  labelsOf,
  namespaceWith,
  scenarioOf,
  Then,
} from '../src/doors/cucumber.ts';

/**
 * Applies the manifests of a file, a folder (with its subfolders) or a glob. A relative path starts at the working
 * directory, else at the feature file's folder; one with spaces stands in quotes.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox curls mariadb:3306
 * Then it reaches pod 172.30.x.x via ClusterIP
 */
Given('the manifest(s) in {path}', function (this: object, path: string) {
  scenarioOf(this).givenManifests(path);
});

/**
 * Applies the manifests that are written out below the step, one or more documents.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Pod
 *   metadata: {name: web}
 *   spec:
 *     containers: [{name: web, image: nginx}]
 *   """
 * And a client pod busybox
 * When busybox connects to pod web on port 80
 * Then it reaches pod web via PodIP
 */
Given('the manifest(s):', { wrapperOptions: { below: 'doc string' } }, function (this: object, text: string) {
  scenarioOf(this).givenText(docStringText(this, text));
});

/**
 * Starts a throw-away client: a busybox that sleeps.
 *
 * @example
 * Given a client pod busybox
 * When busybox curls kubernetes:443
 * Then it reaches node control-plane via ClusterIP
 */
Given('a/the client pod {word}', function (this: object, name: string) {
  scenarioOf(this).givenObject(clientPod(name));
});

/**
 * Starts a throw-away client in a namespace.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And a client pod probe in namespace "shop"
 * When shop/probe curls mariadb:3306
 * Then it fails to resolve
 */
Given('a/the client pod {word} in namespace {string}', function (this: object, name: string, namespace: string) {
  scenarioOf(this).givenObject(clientPod(name, namespace));
});

/**
 * Starts a throw-away client with labels, which policies may select.
 *
 * @example
 * Given a client pod probe with labels:
 *   | role | frontend |
 * When probe resolves kubernetes
 * Then it resolves to the cluster IP of service kubernetes
 */
Given(
  'a/the client pod {word} with label(s):',
  { wrapperOptions: { below: 'table' } },
  function (this: object, name: string, table: DataTable) {
    scenarioOf(this).givenObject(clientPod(name, undefined, labelsOf(table.raw())));
  },
);

/**
 * Starts a throw-away client with labels in a namespace.
 *
 * @example
 * Given a client pod probe in namespace "shop" with labels:
 *   | role | frontend |
 * When shop/probe resolves kubernetes.default
 * Then it resolves to the cluster IP of service kubernetes
 */
Given(
  'a/the client pod {word} in namespace {string} with label(s):',
  { wrapperOptions: { below: 'table' } },
  function (this: object, name: string, namespace: string, table: DataTable) {
    scenarioOf(this).givenObject(clientPod(name, namespace, labelsOf(table.raw())));
  },
);

/**
 * The namespace of what names none, as that of a kubectl context (`curlew -n`): names are looked for there, and manifests
 * that say no namespace are applied there, those that were given before too. A scenario has one.
 *
 * @example
 * Given the current namespace is "shop"
 * And the manifests in examples/wordpress
 * Then busybox can reach mariadb:3306
 * And shop/busybox can reach mariadb.shop:3306
 */
Given('the current/default namespace is {string}', function (this: object, namespace: string) {
  scenarioOf(this).givenNamespace(namespace);
});

/**
 * Creates a namespace.
 *
 * @example
 * Given the namespace "shop"
 * And a client pod probe in namespace "shop"
 * When shop/probe resolves kubernetes.default
 * Then it resolves to the cluster IP of service kubernetes
 */
Given('the/a namespace {string}', function (this: object, name: string) {
  scenarioOf(this).givenObject(namespaceWith(name, {}));
});

/**
 * Creates a namespace with labels, which policies may select.
 *
 * @example
 * Given the namespace "shop" with labels:
 *   | team | blue |
 * And a client pod probe in namespace "shop"
 * When shop/probe resolves kubernetes.default
 * Then it resolves to the cluster IP of service kubernetes
 */
Given(
  'the/a namespace {string} with label(s):',
  { wrapperOptions: { below: 'table' } },
  function (this: object, name: string, table: DataTable) {
    scenarioOf(this).givenObject(namespaceWith(name, labelsOf(table.raw())));
  },
);

/**
 * Holds if the API server would reject an object, for a reason that contains the text.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: nginx}
 *   spec:
 *     type: NodePort
 *     selector: {run: nginx}
 *     ports: [{port: 80, nodePort: 8090}]
 *   """
 * Then the manifests are rejected with "provided port is not in the valid range"
 */
Then('the manifest(s) is/are rejected with {string}', async function (this: object, text: string) {
  expectRejected(await scenarioOf(this).backendAsItIs(), text);
});

/**
 * Holds if the API server would take every object.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then the manifests are accepted
 */
Then('the manifest(s) is/are accepted', async function (this: object) {
  expectAccepted(await scenarioOf(this).backendAsItIs(), undefined);
});

/**
 * Holds if the API server would take every object, and a warning contains the text.
 *
 * @example
 * Given the manifest:
 *   """yaml
 *   apiVersion: v1
 *   kind: Service
 *   metadata: {name: shop}
 *   spec: {type: ExternalName, externalName: 203.0.113.20}
 *   """
 * Then the manifests are accepted with the warning "externalName 203.0.113.20 is an IP address"
 */
Then('the manifest(s) is/are accepted with the warning {string}', async function (this: object, text: string) {
  expectAccepted(await scenarioOf(this).backendAsItIs(), text);
});
