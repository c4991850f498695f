import {
  type ObjectName,
  type PartyQuery,
  type Phrase,
  scenarioOf,
  type TargetQuery,
  When,
} from '../src/doors/cucumber.ts';

/**
 * Sends an ICMP echo request to a name or an address. Pods and nodes answer; Services do not, since they are ports.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox pings 10.10.10.85
 * Then it reaches node kuben05
 */
When('{client} pings {target}', async function (this: object, client: Phrase<PartyQuery>, host: Phrase<TargetQuery>) {
  await scenarioOf(this).connect([client], host, 'ICMP');
});

/**
 * Sends an ICMP echo request to a pod's own address.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When deployment wordpress pings pod busybox
 * Then it reaches pod busybox via PodIP
 */
When(
  '{client} pings pod {objectName}',
  async function (this: object, client: Phrase<PartyQuery>, pod: Phrase<ObjectName>) {
    const scenario = scenarioOf(this);
    await scenario.connect([client], { host: await scenario.addressOf(pod), port: 0, protocol: 'ICMP' });
  },
);
