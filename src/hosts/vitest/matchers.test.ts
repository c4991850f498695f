import { beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import type { Observer, Trace } from '../../engine/model/index.ts';
import { Coverage, coverageObserver } from '../../questions/coverage/index.ts';
import { percentOf } from '../../report/index.ts';
import './index.ts';

const YAML = `
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {containers: [{name: c, image: busybox}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;

let cluster: Cluster;
beforeAll(async () => {
  cluster = Cluster.of({ yaml: YAML });
});

describe('a client', () => {
  test('reaches, or does not', () => {
    expect(cluster.from('client')).toReach('web', { via: 'ClusterIP', at: 'pod web' });
    expect(cluster.from('client')).not.toReach('web:81');
    expect(() => expect(cluster.from('client')).toReach('web:81')).toThrow(/expected to reach web:81/);
    expect(() => expect(cluster.from('client')).not.toReach('web')).toThrow(/expected not to reach web/);
    expect(() => expect(cluster.from('client')).toReach('web', { at: 'pod client' })).toThrow(/it reaches pod client/);
  });

  test('ends in an outcome, or in another', () => {
    expect(cluster.from('pod web')).toEndIn('refused', 'localhost:81');
    expect(() => expect(cluster.from('client')).toEndIn('refused', 'web')).toThrow(/to end in refused/);
  });
});

describe('an observer', () => {
  test('hears of each connection that is judged, with its question to the DNS, and of no other', () => {
    const heard: Trace[] = [];
    const observer: Observer = { judged: (trace) => void heard.push(trace) };
    const client = cluster.from('client', observer);
    cluster.trace({ from: 'client', to: 'web' });
    expect(client).toReach('web');
    expect(client).not.toReach('web:81');
    expect(() => expect(client).toEndIn('refused', 'web')).toThrow();
    expect(heard.map(({ to, outcome }) => `${to.host}:${to.port} ${outcome}`)).toEqual([
      'web:80 connected',
      '10.96.0.10:53 connected',
      'web:81 timeout',
      '10.96.0.10:53 connected',
      'web:80 connected',
      '10.96.0.10:53 connected',
    ]);
  });

  test('may count coverage', () => {
    const coverage = new Coverage();
    const client = cluster.from(
      'client',
      coverageObserver(() => coverage),
    );
    expect(client).not.toReach('nowhere');
    expect(percentOf(coverage.units)).toBe(0);
    expect(client).toReach('web');
    expect(percentOf(coverage.units)).toBe(100);
  });
});
