import {
  expectFile,
  expectResolvesTo,
  type LookUpAnswer,
  type PartyQuery,
  type Phrase,
  type Rcode,
  type RecordType,
  scenarioOf,
  type TargetQuery,
  Then,
  When,
} from '../src/doors/cucumber.ts';

/**
 * Looks a name up as the client's resolver does: /etc/hosts, then DNS with the search list.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox resolves mariadb
 * Then it resolves to the cluster IP of service mariadb
 */
When(
  '{client} resolves {target}',
  async function (this: object, client: Phrase<PartyQuery>, name: Phrase<TargetQuery>) {
    await scenarioOf(this).resolve(client, name);
  },
);

/**
 * Looks up a record of another type.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox looks up the PTR record of 10.254.3.100
 * Then it resolves to kube-dns.kube-system.svc.cluster.local
 */
When(
  '{client} looks up the {recordType} record(s) of {target}',
  async function (this: object, client: Phrase<PartyQuery>, type: RecordType, name: Phrase<TargetQuery>) {
    await scenarioOf(this).resolve(client, name, type);
  },
);

/**
 * Holds if the look-up answers with that, and nothing else. `x` stands for any octet.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox resolves mariadb
 * Then it resolves to 10.254.x.x
 */
Then('it resolves to {answer}', async function (this: object, answer: Phrase<LookUpAnswer>) {
  const scenario = scenarioOf(this);
  expectResolvesTo(scenario.resolution(), answer, await scenario.scope());
});

/**
 * Holds if the name gives the client no address.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox resolves mariadbb
 * Then it fails to resolve
 */
Then('it fails to resolve', async function (this: object) {
  await scenarioOf(this).expectUnresolved(undefined);
});

/**
 * Holds if the look-up fails with that code; NODATA is a name that exists without such a record.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox resolves mariadbb
 * Then it fails to resolve with NXDOMAIN
 */
Then('it fails to resolve with {rcode}', async function (this: object, code: Rcode | 'NODATA') {
  await scenarioOf(this).expectUnresolved(code);
});

/**
 * Holds if a file that the kubelet writes contains the lines. Spaces count as one.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then the file /etc/resolv.conf of busybox contains:
 *   """
 *   nameserver 10.254.3.100
 *   """
 */
Then(
  'the file {path} of {client} contains:',
  { wrapperOptions: { below: 'doc string' } },
  async function (this: object, path: string, client: Phrase<PartyQuery>, lines: string) {
    const scenario = scenarioOf(this);
    await expectFile(await scenario.judgedBackend(), { from: client, path, namespace: scenario.namespace }, lines);
  },
);
