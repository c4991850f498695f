import { describe, expect, test } from 'vitest';
import type { Observer } from '../engine/model/index.ts';
import {
  clientPod,
  connectRepeatedly,
  expectAllReach,
  expectAllResolve,
  expectExposed,
  expectOutcome,
  expectOutput,
  expectSamePod,
  expectStaysReachable,
  Run,
  Scenario,
} from './index.ts';

const YAML = `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: NodePort, selector: {app: web}, sessionAffinity: ClientIP, ports: [{port: 80, nodePort: 30080}]}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}}
`;

/** A scenario of a run that somebody observes, and what was heard: `client → host:port`, `? name`, `asked`. */
function observed(): { readonly scenario: Scenario; readonly heard: () => readonly string[] } {
  const heard: string[] = [];
  const observer: Observer = {
    judged: ({ from, to }) => void heard.push(`${from.name.replace(/-.*/, '')} → ${to.host}:${to.port}`),
    lookedUp: ({ name, type }) => void heard.push(`? ${name} ${type}`),
  };
  const scenario = new Scenario(new Run({}, { observer }));
  scenario.givenText({ name: 'web.yaml', text: YAML });
  scenario.givenObject(clientPod('probe', 'default'));
  return { scenario, heard: () => heard.splice(0) };
}

const DNS = 'probe → 10.96.0.10:53';
const connects = (scenario: Scenario) => scenario.expectEach((trace) => expectOutcome(trace, 'connected'));

describe('an observer hears', () => {
  test('of a connection once an expectation is held against it, and of its question to the DNS', async () => {
    const { scenario, heard } = observed();
    await scenario.connect(['probe'], 'web');
    expect(heard()).toEqual([]);
    connects(scenario);
    expect(heard()).toEqual(['probe → web:80', DNS]);
    connects(scenario);
    expect(heard()).toEqual(['probe → web:80', DNS]);
  });

  test('of a connection that does not meet the expectation, too', async () => {
    const { scenario, heard } = observed();
    await scenario.connect(['probe'], '127.0.0.1:81');
    expect(() => connects(scenario)).toThrow();
    expect(heard()).toEqual(['probe → 127.0.0.1:81']);
  });

  test('of both of two connections, one after the other', async () => {
    const { scenario, heard } = observed();
    await connectRepeatedly(scenario, { from: 'probe', to: 'web', times: 3 });
    expectSamePod(scenario);
    // Behind each of the two ways of the first connection there is a second one.
    expect(heard()).toEqual(['probe → web:80', DNS, 'probe → web:80', DNS, 'probe → web:80', DNS]);
  });

  test('of what a command connects to', async () => {
    const { scenario, heard } = observed();
    await scenario.run('probe', 'wget -q -O /dev/null -T 1 10.96.0.1:81');
    expect(heard()).toEqual([]);
    expect(() => expectOutput(scenario, 'nothing')).toThrow();
    expect(heard()).toEqual(['probe → 10.96.0.1:81']);
  });

  test('of a look-up, and its way to the nameserver', async () => {
    const { scenario, heard } = observed();
    await scenario.resolve('probe', 'web');
    expect(heard()).toEqual([]);
    scenario.resolution();
    expect(heard()).toEqual(['? web A', DNS]);
  });

  test('of whatever a sentence asks by itself', async () => {
    const { scenario, heard } = observed();
    await expectAllReach(await scenario.judgedBackend(), { to: 'default/web:80' });
    expect(heard().filter((each) => !each.endsWith(':53'))).toEqual([
      'probe → web.default.svc.cluster.local:80',
      'web → web.default.svc.cluster.local:80',
    ]);
    await expectAllResolve(await scenario.judgedBackend(), { to: 'web' });
    expect(heard().filter((each) => each.startsWith('?'))).toEqual(Array(3).fill('? web A'));
  });

  test('of what is asked at rest alone, while something happens', async () => {
    const { scenario, heard } = observed();
    const continuity = { clients: ['probe'], to: 'web:80', during: 'deployment web rolls out', namespace: 'default' };
    await expectStaysReachable(await scenario.judgedBackend(), continuity);
    expect(heard()).toEqual(['probe → web:80', DNS]);
  });

  test('not of how a sentence finds what to ask', async () => {
    const { scenario, heard } = observed();
    const service = { service: 'web', namespace: 'default', ports: ['80'], others: 'any' } as const;
    await expectExposed(await scenario.judgedBackend(), service);
    const nodes = (await scenario.cluster()).get('Node').length;
    expect(heard()).toHaveLength(nodes);
  });
});

test('nothing is gathered where nobody listens', async () => {
  const scenario = new Scenario(new Run());
  scenario.givenText({ name: 'web.yaml', text: YAML });
  await scenario.connect(['deployment web'], 'web');
  expect(scenario.answer?.heard).toEqual([]);
});
