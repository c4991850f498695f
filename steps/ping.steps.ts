import { scenarioOf, When } from '../src/doors/cucumber.ts';

/**
 * Sends an ICMP echo request to a name or an address. Pods and nodes answer; Services do not, since they are ports.
 *
 * @example
 * Given the manifests in examples/wordpress
 * When busybox pings 10.10.10.85
 * Then it reaches node kuben05
 */
When('{client} pings {target}', async function (this: object, client: string, host: string) {
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
When('{client} pings pod {word}', async function (this: object, client: string, pod: string) {
  const scenario = scenarioOf(this);
  await scenario.connect([client], await scenario.addressOf(pod), 'ICMP');
});
