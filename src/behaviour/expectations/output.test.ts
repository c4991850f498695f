import { beforeAll, describe, expect, test } from 'vitest';
import { clientPod } from '../given-objects.ts';
import { Scenario } from '../scenario.ts';
import { expectNotModelled, expectOutput, expectOutputContains, expectOutputLacks, expectStatus } from './output.ts';
import { expectResponseContains, expectResponseLacks, expectResponseStatus } from './response.ts';

const PODS = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Pod
metadata: {name: api}
spec: {containers: [{name: api, image: shop/api, ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: paint}
spec: {selector: {app: paint}, ports: [{port: 80, targetPort: 5678}]}
---
apiVersion: v1
kind: Pod
metadata: {name: blue, labels: {app: paint}}
spec: {containers: [{name: echo, image: hashicorp/http-echo, args: [-text=blue paint]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: green, labels: {app: paint}}
spec: {containers: [{name: echo, image: hashicorp/http-echo, args: [-text=green paint]}]}
`;

function scenario(): Scenario {
  const fresh = new Scenario();
  fresh.givenText({ name: 'test.yaml', text: PODS });
  fresh.givenObject(clientPod('busybox', 'default'));
  return fresh;
}

describe('of a command', () => {
  test.each([
    {
      line: 'hostname',
      holds: (it: Scenario) => expectOutput(it, 'busybox'),
      fails: (it: Scenario) => expectOutput(it, 'busy'),
    },
    {
      line: 'hostname',
      holds: (it: Scenario) => expectOutputContains(it, 'busy'),
      fails: (it: Scenario) => expectOutputContains(it, 'web'),
    },
    {
      line: 'hostname',
      holds: (it: Scenario) => expectOutputLacks(it, 'web'),
      fails: (it: Scenario) => expectOutputLacks(it, 'busy'),
    },
    { line: 'curl web', holds: (it: Scenario) => expectStatus(it, 127), fails: (it: Scenario) => expectStatus(it, 0) },
    {
      line: 'wget -q nope',
      holds: (it: Scenario) => expectOutput(it, "wget: bad address 'nope'"),
      fails: (it: Scenario) => expectOutput(it, ''),
    },
    // One of two servers is not enough.
    {
      line: 'wget -q -O - paint',
      holds: (it: Scenario) => expectOutputContains(it, 'paint'),
      fails: (it: Scenario) => expectOutputContains(it, 'blue'),
    },
    {
      line: 'wget -q -O - paint',
      holds: (it: Scenario) => expectOutputLacks(it, 'red'),
      fails: (it: Scenario) => expectOutputLacks(it, 'green'),
    },
  ])('$line', async ({ line, holds, fails }) => {
    const it = scenario();
    await it.run('busybox', line);
    expect(() => holds(it)).not.toThrow();
    expect(() => fails(it)).toThrow(expect.objectContaining({ name: 'SpecFailure' }));
  });

  test.each([
    ['busybox', 'apk add curl', undefined],
    ['busybox', 'docker ps', undefined],
    ['busybox', 'hostname', 'it prints\n  busybox'],
    ['nobody', 'hostname', 'no pod or workload named "nobody"'],
    ['busybox', 'sh -c "hostname', 'no line for a shell'],
  ])('%s: "%s" is not modelled, unless it is', async (client, line, otherwise) => {
    const check = expectNotModelled(scenario(), client, line);
    if (otherwise === undefined) await expect(check).resolves.toBeUndefined();
    else await expect(check).rejects.toThrow(otherwise);
  });

  test('what is not known meets no expectation', async () => {
    const it = scenario();
    const ip = await it.addressOf('api');
    await it.run('busybox', `wget -q -O - ${ip}`);
    for (const check of [
      () => expectOutputLacks(it, 'error'),
      () => expectOutput(it, ''),
      () => expectStatus(it, 0),
      () => expectOutputContains(it, 'ok'),
    ]) {
      expect(check).toThrow('curlew.dev/responds');
    }
  });
});

describe('of a response', () => {
  const it = scenario();
  beforeAll(async () => it.connect(['busybox'], `http://${await it.addressOf('web')}/missing`));

  test('a body and a status', async () => {
    await expectResponseStatus(it, 404);
    await expectResponseContains(it, 'Not Found');
    await expectResponseLacks(it, 'Welcome');
    await expect(expectResponseStatus(it, 200)).rejects.toThrow('it is 404');
    await expect(expectResponseContains(it, 'Welcome')).rejects.toThrow('it is\n');
    await expect(expectResponseLacks(it, 'Not Found')).rejects.toThrow('it is\n');
  });

  test.each([
    { pod: 'web', port: 81, because: 'refused' },
    { pod: 'api', port: 80, because: 'shop/api' },
  ])('none that is known: $because', async ({ pod, port, because }) => {
    const asked = scenario();
    await asked.connect(['busybox'], `${await asked.addressOf(pod)}:${port}`);
    await expect(expectResponseLacks(asked, 'anything')).rejects.toThrow(because);
  });

  test('without a question there is no answer', async () => {
    await expect(expectResponseStatus(scenario(), 200)).rejects.toThrow('nobody sent a request');
    expect(() => expectStatus(scenario(), 0)).toThrow('no command was run');
  });
});
