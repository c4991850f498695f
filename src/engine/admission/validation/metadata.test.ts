import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('metadata', () => {
  const configMap = (spec: string): string => `{apiVersion: v1, kind: ConfigMap, metadata: {${spec}}}`;

  test.each([
    { spec: '', says: ['metadata.name: Required value: name or generateName is required'] },
    {
      spec: 'name: Web',
      says: [
        `metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'name: web_1',
      says: [
        `metadata.name: Invalid value: "web_1": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'name: -web',
      says: [
        `metadata.name: Invalid value: "-web": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'generateName: Web-, name: web-x2k4p',
      says: [
        `metadata.generateName: Invalid value: "Web-": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'name: a, namespace: Shop',
      says: [
        `metadata.namespace: Invalid value: "Shop": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ],
    },
    {
      spec: 'name: a, namespace: shop.eu',
      says: ['metadata.namespace: Invalid value: "shop.eu": must not contain dots'],
    },
    {
      spec: 'name: a, labels: {a b: c}',
      says: [
        `metadata.labels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      ],
    },
    {
      spec: 'name: a, labels: {a: b c}',
      says: [
        `metadata.labels: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    },
    {
      spec: 'name: a, labels: {a/b/c: d}',
      says: [
        `metadata.labels: Invalid value: "a/b/c": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
      ],
    },
    { spec: 'name: a, labels: {/a: b}', says: ['metadata.labels: Invalid value: "/a": prefix part must be non-empty'] },
    {
      spec: 'name: a, labels: {UP/a: b}',
      says: [
        `metadata.labels: Invalid value: "UP/a": prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'name: a, labels: {-a: b}',
      says: [
        `metadata.labels: Invalid value: "-a": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      ],
    },
    {
      spec: 'name: a, labels: {a: -b}',
      says: [
        `metadata.labels: Invalid value: "-b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    },
    {
      spec: 'name: a, annotations: {a b: c}',
      says: [
        `metadata.annotations: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(configMap(spec))).toEqual(says);
  });

  test.each([
    'name: web',
    'name: web.shop-1',
    'generateName: web-, name: web-x',
    'name: a, labels: {app.kubernetes.io/name: x_y.Z}',
    "name: a, labels: {a: ''}",
    'name: a, annotations: {Example.com/Any: any text at all}',
  ])('%s is fine', (spec) => {
    expect(errorsOf(configMap(spec))).toEqual([]);
  });
});

describe('names that must be labels', () => {
  const namespace = (spec: string): string => `{apiVersion: v1, kind: Namespace, metadata: {name: ${spec}}}`;

  test.each([
    { spec: 'a.b', says: ['metadata.name: Invalid value: "a.b": must not contain dots'] },
    {
      spec: 'A',
      says: [
        `metadata.name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(namespace(spec))).toEqual(says);
  });

  test.each(['shop-1'])('%s is fine', (spec) => {
    expect(errorsOf(namespace(spec))).toEqual([]);
  });
});
