import { expect, test } from 'vitest';
import { resourcesOf } from '../../engine/testing/index.ts';
import { toList, toOrderedObject } from './to-list.ts';

test('an empty list is still a List', () => {
  expect(JSON.stringify(toList([]))).toBe(
    '{"apiVersion":"v1","items":[],"kind":"List","metadata":{"resourceVersion":""}}',
  );
});

test('objects keep their order and sort their keys, and lists keep theirs', () => {
  const resources = resourcesOf(`
{status: {phase: Running}, spec: {nodeName: n, containers: [{name: b, image: x}, {name: a}]}, kind: Tomcat, apiVersion: example.com/v1, metadata: {name: z, namespace: shop}}
---
{kind: ConfigMap, metadata: {namespace: shop, name: c}, data: {b: "1", a: null}, apiVersion: v1}
`);
  expect(toList(resources).items.map((item) => JSON.stringify(item))).toEqual([
    '{"apiVersion":"example.com/v1","kind":"Tomcat","metadata":{"name":"z","namespace":"shop"},"spec":{"containers":[{"image":"x","name":"b"},{"name":"a"}],"nodeName":"n"},"status":{"phase":"Running"}}',
    '{"apiVersion":"v1","data":{"a":null,"b":"1"},"kind":"ConfigMap","metadata":{"name":"c","namespace":"shop"}}',
  ]);
});

test('one object is not wrapped', () => {
  const [resource] = resourcesOf('{kind: ConfigMap, apiVersion: v1, metadata: {name: web, namespace: a}}');
  expect(resource === undefined ? undefined : Object.keys(toOrderedObject(resource))).toEqual([
    'apiVersion',
    'kind',
    'metadata',
  ]);
});
