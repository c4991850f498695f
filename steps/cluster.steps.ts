import {
  type DataTable,
  docStringText,
  expectClusterRejected,
  Given,
  nameserverCode,
  nodesOf,
  type Phrase,
  type Rcode,
  scenarioOf,
  Then,
} from '../src/doors/cucumber.ts';

/**
 * Chooses the cluster that the manifests are applied to, by the name of a profile.
 *
 * @example
 * Given a flannel cluster
 * And a client pod busybox
 * Then pod busybox has address 172.30.x.x
 */
Given('a(n) {word} cluster', function (this: object, profile: string) {
  scenarioOf(this).givenCluster(profile);
});

/**
 * Chooses the cluster by a Cluster file, or by the name of a profile.
 *
 * @example
 * Given the cluster in flannel
 * And a client pod busybox
 * Then pod busybox has address 172.30.x.x
 */
Given('the cluster in {path}', function (this: object, path: string) {
  scenarioOf(this).givenCluster(path);
});

/**
 * Chooses the cluster by a Cluster that is written out below the step.
 *
 * @example
 * Given the cluster:
 *   """yaml
 *   apiVersion: curlew.dev/v1
 *   kind: Cluster
 *   metadata: {name: staging}
 *   spec:
 *     extends: kind
 *     network: {podCIDR: 10.77.0.0/16}
 *   """
 * And a client pod busybox
 * Then pod busybox has address 10.77.x.x
 */
Given('the cluster:', { wrapperOptions: { below: 'doc string' } }, function (this: object, text: string) {
  scenarioOf(this).givenCluster(docStringText(this, text));
});

/**
 * Holds if the cluster that was described cannot be used, for a reason that contains the text.
 *
 * @example
 * Given the cluster:
 *   """yaml
 *   apiVersion: curlew.dev/v1
 *   kind: Cluster
 *   metadata: {name: staging}
 *   spec:
 *     extends: kind
 *     dns: {serviceIP: 10.97.0.10}
 *     network: {serviceCIDR: 10.96.0.0/16}
 *   """
 * Then the cluster is rejected with "is outside of 10.96.0.0/16"
 */
Then('the cluster is rejected with {string}', async function (this: object, text: string) {
  await expectClusterRejected(() => scenarioOf(this).backendAsItIs(), text);
});

/**
 * Replaces the cluster's nodes. The columns are name, address, pod CIDR, labels, taints and roles; only the name is needed.
 *
 * @example
 * Given the nodes:
 *   | name   | address   | labels    |
 *   | first  | 10.0.0.11 | disk=ssd  |
 *   | second | 10.0.0.12 |           |
 * And a client pod busybox
 * Then pod busybox runs on node first
 */
Given('the node(s):', { wrapperOptions: { below: 'table' } }, function (this: object, table: DataTable) {
  scenarioOf(this).givenOverride({ nodes: nodesOf(table.hashes()) });
});

/**
 * Names a machine outside the cluster. It answers on every port.
 *
 * @example
 * Given the external host "example.com" at 203.0.113.10
 * And a client pod busybox
 * When busybox curls https://example.com
 * Then it reaches host example.com
 */
Given('the/an external host {string} at {word}', function (this: object, name: string, address: string) {
  scenarioOf(this).givenOverride({ externalHosts: [{ name, addresses: [address] }] });
});

/**
 * Names a machine outside the cluster that answers on some ports only.
 *
 * @example
 * Given the external host "example.com" at 203.0.113.10 listening on 443/TCP
 * And a client pod busybox
 * When busybox curls http://example.com
 * Then it is refused
 */
Given(
  'the/an external host {string} at {word} listening on {endpoints}',
  function (this: object, name: string, address: string, ports: Phrase<readonly string[]>) {
    scenarioOf(this).givenOverride({ externalHosts: [{ name, addresses: [address], listens: [...ports.means] }] });
  },
);

/**
 * Describes a nameserver outside the cluster by what it answers to names that it does not know: NXDOMAIN unless said
 * otherwise; NODATA for a name that exists without such a record, SERVFAIL, or REFUSED.
 *
 * @example
 * Given the nameserver at 10.0.0.53 answers SERVFAIL to what it does not know
 * And the cluster:
 *   """yaml
 *   apiVersion: curlew.dev/v1
 *   kind: Cluster
 *   metadata: {name: lab}
 *   spec: {extends: default, dns: {nodeResolvConf: {nameservers: [10.0.0.53]}}}
 *   """
 * And a client pod busybox
 * When busybox resolves nobody.example
 * Then it fails to resolve with SERVFAIL
 */
Given(
  'the/a nameserver at {word} answers {rcode} to what it does not know',
  function (this: object, address: string, code: Rcode | 'NODATA') {
    scenarioOf(this).givenOverride({ nameservers: [{ address, otherwise: nameserverCode(code) }] });
  },
);

/**
 * Describes a nameserver outside the cluster that answers for names of some zones only, and refuses others.
 *
 * @example
 * Given the nameserver at 10.0.0.53 answers for "corp.example" only
 * And the cluster:
 *   """yaml
 *   apiVersion: curlew.dev/v1
 *   kind: Cluster
 *   metadata: {name: lab}
 *   spec: {extends: default, dns: {nodeResolvConf: {nameservers: [10.0.0.53]}}}
 *   """
 * And the external host "vault.corp.example" at 203.0.113.30
 * And a client pod busybox
 * When busybox resolves vault.corp.example
 * Then it resolves to 203.0.113.30
 */
Given('the/a nameserver at {word} answers for {string} only', function (this: object, address: string, zones: string) {
  scenarioOf(this).givenOverride({ nameservers: [{ address, zones: zones.split(/[,\s]+/) }] });
});

/**
 * Takes a machine down, with everything that runs on it.
 *
 * @example
 * Given the manifests in examples/wordpress
 * And node kuben06 is down
 * When an external client curls 10.10.10.86:31080
 * Then it times out
 */
Given('node {word} is down', function (this: object, name: string) {
  scenarioOf(this).happens({ node: name, up: false });
});
