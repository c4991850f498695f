import {
  expectExposed,
  expectNotExposed,
  type ObjectName,
  type Phrase,
  scenarioOf,
  Then,
  type WrittenPort,
} from '../src/doors/cucumber.ts';

/**
 * Holds if somebody outside always gets through to each of the Service's ports: by a node port, a load balancer, an
 * external IP or an Ingress. The ports are the Service's own, whatever the number outside.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then service wordpress is exposed on port 80
 * And service wordpress is exposed to the internet on port 80/TCP
 */
Then(
  '(the )service {service} is exposed( to the internet) on port(s) {ports}',
  async function (this: object, service: Phrase<ObjectName>, ports: Phrase<WrittenPort>[]) {
    const scenario = scenarioOf(this);
    const { namespace } = scenario;
    await expectExposed(await scenario.judgedBackend(), { service, namespace, ports, others: 'any' });
  },
);

/**
 * Holds if somebody outside always gets through to each of those ports, and nobody to another one of the Service. Every
 * port that is shut, and every client and way that gets through to another, is reported.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then service wordpress is exposed to the internet on port 80 only
 */
Then(
  '(the )service {service} is exposed( to the internet) on port(s) {ports} only',
  async function (this: object, service: Phrase<ObjectName>, ports: Phrase<WrittenPort>[]) {
    const scenario = scenarioOf(this);
    const { namespace } = scenario;
    await expectExposed(await scenario.judgedBackend(), { service, namespace, ports, others: 'closed' });
  },
);

/**
 * Holds if nobody outside gets through to any port of the Service, not even sometimes. Every client and way that does is
 * reported.
 *
 * @example
 * Given the manifests in examples/wordpress
 * Then service mariadb in namespace "default" is not exposed
 * And service mariadb is not exposed to the internet
 */
Then(
  '(the )service {service} is not exposed( to the internet)',
  async function (this: object, service: Phrase<ObjectName>) {
    const scenario = scenarioOf(this);
    await expectNotExposed(await scenario.judgedBackend(), service, scenario.namespace);
  },
);
