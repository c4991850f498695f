import {
  type DataTable,
  expectAllReach,
  expectAllResolve,
  expectCannotReach,
  expectCanReach,
  expectConnectivity,
  expectNoneReaches,
  expectNothingOutside,
  expectOnly,
  type ObjectName,
  type PartyQuery,
  type Phrase,
  scenarioOf,
  type TargetQuery,
  Then,
  type WorkloadQuery,
} from '../src/doors/cucumber.ts';

/**
 * Holds if the truth table does: rows connect, columns are connected to. A cell says ✓ or ✗ (also yes/no, allow/deny),
 * or an outcome: refused, timeout, unresolved, flaky (some ways connect, others do not); an empty one says nothing. Every
 * wrong cell is reported.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then the connectivity is:
 *   |                      | mariadb:3306 | wordpress:80 | mariadb:80 |
 *   | busybox              | ✓            | ✓            | timeout    |
 *   | deployment wordpress | ✓            | ✓            | ✗          |
 */
Then('the connectivity is:', { wrapperOptions: { below: 'table' } }, async function (this: object, table: DataTable) {
  const scenario = scenarioOf(this);
  await expectConnectivity(await scenario.judgedBackend(), table.raw(), scenario.namespace);
});

/**
 * Holds if the client gets through, on every way that the connection may take.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then busybox can reach mariadb:3306
 * And deployment wordpress can reach default/mariadb:3306
 */
Then('{client} can reach {target}', async function (this: object, from: Phrase<PartyQuery>, to: Phrase<TargetQuery>) {
  const scenario = scenarioOf(this);
  await expectCanReach(await scenario.judgedBackend(), { from, to, namespace: scenario.namespace });
});

/**
 * Holds if the client does not get through, on no way: refused, dropped or unreachable. A name that nobody knows is an error.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then busybox cannot reach mariadb:80
 */
Then(
  '{client} cannot reach {target}',
  async function (this: object, from: Phrase<PartyQuery>, to: Phrase<TargetQuery>) {
    const scenario = scenarioOf(this);
    await expectCannotReach(await scenario.judgedBackend(), { from, to, namespace: scenario.namespace });
  },
);

/**
 * Holds if the named workloads get through, and no other workload of the manifests does.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then only deployment wordpress, deployment mariadb and pod busybox can reach mariadb:3306
 */
Then(
  'only {workloads} can reach {target}',
  async function (this: object, names: Phrase<WorkloadQuery>[], target: Phrase<TargetQuery>) {
    const scenario = scenarioOf(this);
    await expectOnly(await scenario.judgedBackend(), names, target, scenario.namespace);
  },
);

/**
 * The same for more workloads than a sentence has room for: the table has one in each row.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then only the following can reach mariadb:3306:
 *   | deployment wordpress |
 *   | pod busybox          |
 */
Then(
  'only the following can reach {target}:',
  { wrapperOptions: { below: 'table' } },
  async function (this: object, target: Phrase<TargetQuery>, table: DataTable) {
    const scenario = scenarioOf(this);
    await expectOnly(await scenario.judgedBackend(), table.raw().flat(), target, scenario.namespace);
  },
);

/**
 * Holds if every workload of the manifests gets through.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then every pod can reach mariadb:3306
 */
Then('every pod can reach {target}', async function (this: object, target: Phrase<TargetQuery>) {
  await expectAllReach(await scenarioOf(this).judgedBackend(), { to: target });
});

/**
 * Holds if every workload of a namespace gets through.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then every pod in namespace "default" can reach mariadb:3306
 */
Then(
  'every pod in namespace {string} can reach {target}',
  async function (this: object, namespace: string, target: Phrase<TargetQuery>) {
    await expectAllReach(await scenarioOf(this).judgedBackend(), { to: target, namespace });
  },
);

/**
 * Holds if no workload of the manifests gets through, not even sometimes.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then no pod can reach mariadb:22
 */
Then('no pod can reach {target}', async function (this: object, target: Phrase<TargetQuery>) {
  await expectNoneReaches(await scenarioOf(this).judgedBackend(), { to: target });
});

/**
 * Holds if no workload of a namespace gets through. The target may be NAMESPACE/NAME:PORT.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And a client pod probe in namespace "dev"
 * Then no pod in namespace "dev" can reach default/mariadb:80
 */
Then(
  'no pod in namespace {string} can reach {target}',
  async function (this: object, namespace: string, target: Phrase<TargetQuery>) {
    await expectNoneReaches(await scenarioOf(this).judgedBackend(), { to: target, namespace });
  },
);

/**
 * Holds if no workload of any other namespace gets through: the namespaces named are those that may.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And a client pod probe in namespace "dev"
 * And a client pod probe in namespace "ops"
 * Then no pod outside namespace "default" can reach default/mariadb:80
 * And no pod outside namespaces "default" and "dev" can reach default/mariadb:80
 */
Then(
  'no pod outside namespace(s) {namespaces} can reach {target}',
  async function (this: object, outside: string[], target: Phrase<TargetQuery>) {
    await expectNoneReaches(await scenarioOf(this).judgedBackend(), { to: target, outside });
  },
);

/**
 * Holds if the name gives every pod of the manifests an address: its search list, the nameservers, and the policies on
 * the way there. Every pod that gets none is reported.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then every pod can resolve mariadb
 */
Then('every pod can resolve {target}', async function (this: object, name: Phrase<TargetQuery>) {
  await expectAllResolve(await scenarioOf(this).judgedBackend(), { to: name });
});

/**
 * Holds if the name gives every pod of a namespace an address.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And a client pod probe in namespace "dev"
 * Then every pod in namespace "dev" can resolve mariadb.default
 */
Then(
  'every pod in namespace {string} can resolve {target}',
  async function (this: object, namespace: string, name: Phrase<TargetQuery>) {
    await expectAllResolve(await scenarioOf(this).judgedBackend(), { to: name, namespace });
  },
);

/**
 * Holds if no client outside the cluster gets through, not even sometimes, whichever way it tries: node ports, load
 * balancers, external IPs, Ingresses. Every client and way that does is reported.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then nothing outside can reach mariadb:3306
 * And nothing outside the cluster can reach default/mariadb:3306
 */
Then('nothing outside( the cluster) can reach {target}', async function (this: object, target: Phrase<TargetQuery>) {
  const scenario = scenarioOf(this);
  await expectNothingOutside(await scenario.judgedBackend(), { target, namespace: scenario.namespace });
});

/**
 * Holds if no client outside the cluster gets through to any port of the Service.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then nothing outside the cluster can reach service mariadb
 */
Then(
  'nothing outside( the cluster) can reach (the )service {service}',
  async function (this: object, service: Phrase<ObjectName>) {
    const scenario = scenarioOf(this);
    await expectNothingOutside(await scenario.judgedBackend(), { target: { service }, namespace: scenario.namespace });
  },
);

/**
 * Holds if neither a client outside the cluster nor a workload of any other namespace gets through.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And a client pod probe in namespace "dev"
 * Then nothing outside namespace "default" can reach default/mariadb:80
 * And nothing outside namespaces "default" and "dev" can reach default/mariadb:3306
 */
Then(
  'nothing outside namespace(s) {namespaces} can reach {target}',
  async function (this: object, within: string[], target: Phrase<TargetQuery>) {
    const scenario = scenarioOf(this);
    await expectNothingOutside(await scenario.judgedBackend(), { target, within, namespace: scenario.namespace });
  },
);

/**
 * Holds if neither a client outside the cluster nor a workload of any other namespace gets through to any port of the
 * Service.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then nothing outside namespace "default" can reach service mariadb
 */
Then(
  'nothing outside namespace(s) {namespaces} can reach (the )service {service}',
  async function (this: object, within: string[], service: Phrase<ObjectName>) {
    const scenario = scenarioOf(this);
    await expectNothingOutside(await scenario.judgedBackend(), {
      target: { service },
      within,
      namespace: scenario.namespace,
    });
  },
);
