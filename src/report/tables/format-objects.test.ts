import { describe, expect, test } from 'vitest';
import { stateOf } from '../../engine/testing/index.ts';
import { formatObjects, type TableOptions } from './format-objects.ts';

const CLUSTER = `
{apiVersion: v1, kind: Pod, metadata: {name: web-1}, spec: {containers: [{name: a}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web-0}, spec: {nodeName: worker-1, containers: [{name: a}]}, status: {phase: Running, podIPs: [{ip: 10.244.1.2}], containerStatuses: [{name: a, ready: true, restartCount: 0, state: {running: {}}}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: api, namespace: app}, spec: {containers: [{name: a}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIPs: [10.96.0.20], ports: [{port: 80}], selector: {app: web}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: []}}}}
---
{apiVersion: v1, kind: Node, metadata: {name: worker-1}, status: {conditions: [{type: Ready, status: "True"}], nodeInfo: {kubeletVersion: v1.34.0}}}
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: tick}, spec: {schedule: "@daily", jobTemplate: {}}}
---
{apiVersion: example.com/v1, kind: Widget, metadata: {name: cog}}
`;
const state = stateOf(CLUSTER);
/** Hands the objects over backwards: rows must not follow the order in which they come. */
const get = (kinds: readonly string[], options: Partial<TableOptions> = {}, namespace?: string) =>
  formatObjects(
    kinds.map((kind) => ({ kind, resources: state.listAny(kind, namespace).toReversed() })),
    { output: 'table', showNamespace: false, ...options },
  );
const lines = (...text: readonly string[]) => text.map((line) => `${line}\n`).join('');

describe('tables look as kubectl prints them', () => {
  test('three spaces part the columns, and rows are sorted', () => {
    expect(get(['Pod'], {}, 'default')).toBe(
      lines(
        'NAME    READY   STATUS    RESTARTS', //
        'web-0   1/1     Running   0',
        'web-1   0/1     Pending   0',
      ),
    );
  });

  test('a clock brings AGE, in its place', () => {
    expect(get(['Pod'], { output: 'wide', age: () => '5m' }, 'default')).toBe(
      lines(
        'NAME    READY   STATUS    RESTARTS   AGE   IP           NODE       NOMINATED NODE   READINESS GATES',
        'web-0   1/1     Running   0          5m    10.244.1.2   worker-1   <none>           <none>',
        'web-1   0/1     Pending   0          5m    <none>       <none>     <none>           <none>',
      ),
    );
  });

  test('a clock brings every other column that takes one', () => {
    expect(get(['CronJob'])).toBe(
      lines(
        'NAME   SCHEDULE   TIMEZONE   SUSPEND   ACTIVE', //
        'tick   @daily     <none>     False     0',
      ),
    );
    expect(get(['CronJob'], { age: () => '2d' })).toBe(
      lines(
        'NAME   SCHEDULE   TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE',
        'tick   @daily     <none>     False     0        <none>          2d',
      ),
    );
  });

  test('NAMESPACE stands first, and sorts first', () => {
    expect(get(['Pod'], { showNamespace: true })).toBe(
      lines(
        'NAMESPACE   NAME    READY   STATUS    RESTARTS',
        'app         api     0/1     Pending   0',
        'default     web-0   1/1     Running   0',
        'default     web-1   0/1     Pending   0',
      ),
    );
  });

  test('kinds without a namespace do not show one', () => {
    expect(get(['Node'], { showNamespace: true })).toBe(
      lines(
        'NAME       STATUS   ROLES    VERSION', //
        'worker-1   Ready    <none>   v1.34.0',
      ),
    );
  });

  test('several kinds: names say theirs, and a blank line parts the tables', () => {
    expect(get(['Pod', 'Service'], {}, 'default')).toBe(
      lines(
        'NAME        READY   STATUS    RESTARTS',
        'pod/web-0   1/1     Running   0',
        'pod/web-1   0/1     Pending   0',
        '',
        'NAME          TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)',
        'service/web   ClusterIP   10.96.0.20   <none>        80/TCP',
      ),
    );
  });

  test('a kind without objects prints nothing, but the others still say theirs', () => {
    expect(get(['Job', 'Deployment'])).toBe(
      lines(
        'NAME                  READY   UP-TO-DATE   AVAILABLE', //
        'deployment.apps/web   0/1     0            0',
      ),
    );
  });

  test('a kind that Curlew gives no meaning to has its name, and its age', () => {
    expect(get(['Widget'])).toBe(lines('NAME', 'cog'));
    expect(get(['Widget'], { age: () => '2d' })).toBe(lines('NAME   AGE', 'cog    2d'));
  });

  test('no objects, no text: "No resources found" is for the caller to say', () => {
    expect(get(['Job', 'Secret'])).toBe('');
  });
});

test('-o name prints kind, group and name of every object, whatever else was asked for', () => {
  expect(get(['Pod', 'Deployment', 'Widget'], { output: 'name', showNamespace: true }, 'default')).toBe(
    lines('pod/web-0', 'pod/web-1', 'deployment.apps/web', 'widget.example.com/cog'),
  );
  expect(get(['Service'], { output: 'name' })).toBe(lines('service/web'));
});
