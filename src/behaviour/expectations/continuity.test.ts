import { beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { SpecFailure } from '../failure.ts';
import { Scenario } from '../scenario.ts';
import { expectInterrupted, expectStaysReachable } from './continuity.ts';
import { expectHealth } from './health.ts';
import { connectRepeatedly, expectDifferentPods, expectSamePod } from './repeated.ts';

const PAUSE = ', lifecycle: {preStop: {sleep: {seconds: 5}}}';

const deployment = (name: string, replicas: number, strategy: string, more = '', hook = PAUSE) => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  strategy: ${strategy}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {${more}containers: [{name: c, image: nginx${hook}}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
`;

const YAML = `apiVersion: v1
kind: Pod
metadata: {name: client}
spec: {nodeName: worker-1, containers: [{name: c, image: busybox}]}
${deployment('safe', 2, '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}')}
${deployment('hasty', 1, '{rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}')}
${deployment('fresh', 2, '{type: Recreate}')}
${deployment('far', 1, '{}', 'nodeName: worker-2, ')}
${deployment('abrupt', 2, '{rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}', '', '')}
${deployment('short', 2, '{}', '', ', lifecycle: {preStop: {sleep: {seconds: 2}}}')}
${deployment('cut', 2, '{}', 'terminationGracePeriodSeconds: 3, ', ', lifecycle: {preStop: {exec: {command: [sleep, "60"]}}}')}
${deployment('asks', 2, '{}', '', ', lifecycle: {preStop: {httpGet: {port: 80, path: /quit}}}')}
---
apiVersion: v1
kind: Service
metadata: {name: sticky}
spec: {sessionAffinity: ClientIP, selector: {app: safe}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: balanced}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: far}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
`;

let cluster: Cluster;
beforeAll(async () => {
  cluster = Cluster.of({ yaml: YAML });
});

const during = (to: string, text: string) => ({ clients: ['client'], to, during: text, namespace: 'default' });
const forEveryone = (to: string, text: string) => ({ ...during(to, text), clients: undefined });

describe('stays reachable', () => {
  test.each([
    ['safe:80', 'deployment safe rolls out'],
    ['safe:80', 'deployment hasty rolls out'],
    ['safe:80', 'any one pod restarts'],
    ['far:80', 'node worker-1 is down'],
    // the client's own node: nobody asks then
    ['far:80', 'node worker-1 is drained'],
  ])('%s while %s', async (to, text) => {
    await expectStaysReachable(cluster, during(to, text));
    await expect(expectInterrupted(cluster, during(to, text))).rejects.toThrow(SpecFailure);
  });

  test.each([
    ['hasty:80', 'deployment hasty rolls out', 'not ready'],
    ['fresh:80', 'deployment fresh rolls out', 'gone'],
    ['hasty:80', 'any one pod restarts', 'at moment 1'],
    // A pause would not help: what no pause mends is told first.
    ['hasty:80', 'deployment hasty rolls out', 'at moment 1'],
    ['abrupt:80', 'deployment abrupt rolls out', 'at moment 2 client does not: refused on 1 of 2 ways'],
    ['abrupt:80', 'deployment abrupt rolls out', 'a pause of container c (yaml:'],
    ['abrupt:80', 'deployment abrupt rolls out', 'write lifecycle: {preStop: {sleep: {seconds: 5}}}'],
    ['abrupt:80', 'deployment abrupt restarts', 'has no endpoints'],
    ['safe:80', 'deployment safe crashes', 'container c of pod default/safe'],
    ['abrupt:80', 'any one pod restarts', 'what is missing'],
    ['short:80', 'deployment short rolls out', 'pauses for 2 s, and needs at least 5 s'],
    ['cut:80', 'deployment cut rolls out', 'pauses for 60 s, which its grace period of 3 s cuts off'],
    ['cut:80', 'deployment cut rolls out', 'terminationGracePeriodSeconds above 5 (yaml:'],
    ['far:80', 'node worker-2 is down', 'node worker-2 goes down'],
    ['far:80', 'any one node is down', 'node worker-2 goes down'],
    ['far:80', 'node worker-2 is drained', 'pods at that moment'],
  ])('not: %s while %s', async (to, text, told) => {
    await expect(expectStaysReachable(cluster, during(to, text))).rejects.toThrow(told);
    await expectInterrupted(cluster, during(to, text));
  });

  test('nobody can tell, of a hook whose length is not known', async () => {
    const asked = during('asks:80', 'deployment asks rolls out');
    await expect(expectStaysReachable(cluster, asked)).rejects.toThrow('nobody can tell whether client does');
    await expect(expectInterrupted(cluster, asked)).rejects.toThrow('how long the preStop hook takes is not known');
  });

  test('for everyone who gets through while all is well, where nobody is named', async () => {
    await expectStaysReachable(cluster, forEveryone('safe:80', 'deployment safe rolls out'));
    await expect(expectStaysReachable(cluster, forEveryone('hasty:80', 'any one pod restarts'))).rejects.toThrow(
      'hasty:80 stays reachable while any one pod restarts',
    );
  });

  test('what was not reachable before fails with that', async () => {
    await expect(expectStaysReachable(cluster, during('nobody:80', 'any one pod restarts'))).rejects.toThrow(
      'client does not reach it even before',
    );
    await expect(expectInterrupted(cluster, forEveryone('nobody:80', 'any one pod restarts'))).rejects.toThrow(
      SpecFailure,
    );
  });

  test.each(['any two nodes are down', 'node nowhere is down', 'deployment nobody rolls out', 'pod client rolls out'])(
    'an error, not a verdict: %s',
    async (text) => {
      await expect(expectStaysReachable(cluster, during('safe:80', text))).rejects.toThrow(SetupError);
    },
  );
});

describe('connections one after the other', () => {
  const asked = async (to: string, times: number): Promise<Scenario> => {
    const scenario = new Scenario();
    scenario.givenText({ name: 'test.yaml', text: YAML });
    await connectRepeatedly(scenario, { from: 'client', to, times });
    return scenario;
  };

  test('reach the same pod with affinity, and where there is only one', async () => {
    for (const scenario of [await asked('sticky', 5), await asked('far', 5)]) {
      expectSamePod(scenario);
      expect(() => expectDifferentPods(scenario)).toThrow('all 5 connections reach');
    }
  });

  test('may reach different ones without; the failure tells the chance', async () => {
    const scenario = await asked('safe', 3);
    expectDifferentPods(scenario);
    expect(() => expectSamePod(scenario)).toThrow('all 3 reach the same one with a probability of 25 %');
  });

  test('that fail reach no pod at all', async () => {
    const scenario = await asked('nobody', 3);
    expect(() => expectSamePod(scenario)).toThrow('is refused');
    expect(() => expectDifferentPods(scenario)).toThrow('is refused');
  });

  test('are at least two', async () => {
    const scenario = await asked('sticky', 1);
    expect(() => expectSamePod(scenario)).toThrow(SetupError);
    expect(() => expectSamePod(new Scenario())).toThrow(SetupError);
  });
});

describe('a health check', () => {
  test.each([
    ['worker-2', 200],
    ['worker-1', 503],
  ])('on %s says %i', async (node, status) => {
    await expectHealth(cluster, { service: 'balanced', node }, status);
    await expect(expectHealth(cluster, { service: 'balanced', node }, 404)).rejects.toThrow(`it says ${status}`);
  });

  test('of another Service does not exist', async () => {
    await expect(expectHealth(cluster, { service: 'safe', node: 'worker-1' }, 200)).rejects.toThrow('nothing listens');
    await expect(expectHealth(cluster, { service: 'none', node: 'worker-1' }, 200)).rejects.toThrow(SetupError);
    await expect(expectHealth(cluster, { service: 'balanced', node: 'none' }, 200)).rejects.toThrow(SetupError);
  });
});
