import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('Ingresses', () => {
  const ingress = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {${spec}}}`;

  test.each([
    { spec: '', says: ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'] },
    { spec: 'rules: []', says: ['spec: Invalid value: []: either `defaultBackend` or `rules` must be specified'] },
    {
      spec: 'defaultBackend: {}',
      says: ['spec.defaultBackend: Invalid value: "": resource or service backend is required'],
    },
    {
      spec: "defaultBackend: {service: {name: ''}}",
      says: [
        'spec.defaultBackend.service.name: Required value',
        'spec.defaultBackend: Required value: port name or number is required',
      ],
    },
    {
      spec: 'defaultBackend: {service: {name: a}}',
      says: ['spec.defaultBackend: Required value: port name or number is required'],
    },
    {
      spec: 'defaultBackend: {service: {name: a, port: {name: b, number: 80}}}',
      says: ['spec.defaultBackend: Invalid value: "": cannot set both port name & port number'],
    },
    {
      spec: 'defaultBackend: {service: {name: A, port: {number: 70000}}}',
      says: [
        `spec.defaultBackend.service.name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
        'spec.defaultBackend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive',
      ],
    },
    {
      spec: 'defaultBackend: {service: {name: a, port: {name: HTTP}}}',
      says: [
        'spec.defaultBackend.service.port.name: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'spec.defaultBackend.service.port.name: Invalid value: "HTTP": must contain at least one letter (a-z)',
      ],
    },
    {
      spec: 'defaultBackend: {service: {name: a, port: {number: 80}}, resource: {kind: k, name: n}}',
      says: ['spec.defaultBackend: Invalid value: "": cannot set both resource and service backends'],
    },
    {
      spec: "defaultBackend: {resource: {kind: '', name: a/b}}",
      says: [
        'spec.defaultBackend.resource.kind: Required value',
        `spec.defaultBackend.resource.name: Invalid value: "a/b": may not contain '/'`,
      ],
    },
    { spec: 'rules: [{http: {paths: []}}]', says: ['spec.rules[0].http.paths: Required value'] },
    {
      spec: 'rules: [{host: 01.2.3.4}]',
      says: ['spec.rules[0].host: Invalid value: "01.2.3.4": must be a DNS name, not an IP address'],
    },
    { spec: 'rules: [{host: 01.2.3.4.example}]', says: [] },
    {
      spec: 'rules: [{host: 10.0.0.1}]',
      says: ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
    },
    {
      spec: "rules: [{host: '*'}]",
      says: [
        `spec.rules[0].host: Invalid value: "*": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: "rules: [{host: 'a.*.b'}]",
      says: [
        `spec.rules[0].host: Invalid value: "a.*.b": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'rules: [{host: A.b}]',
      says: [
        `spec.rules[0].host: Invalid value: "A.b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'rules: [{host: a.b}], tls: [{hosts: [A], secretName: B}]',
      says: [
        `spec.tls[0].hosts[0]: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
        `spec.tls[0].secretName: Invalid value: "B": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'rules: [{host: a.b}], ingressClassName: A',
      says: [
        `spec.ingressClassName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(ingress(spec))).toEqual(says);
  });

  test.each([
    'defaultBackend: {service: {name: a, port: {number: 80}}}',
    "rules: [{host: '*.a.b'}]",
    "rules: [{host: a.b}], tls: [{hosts: ['*.a'], secretName: b}], ingressClassName: nginx",
  ])('%s is fine', (spec) => {
    expect(errorsOf(ingress(spec))).toEqual([]);
  });
});

describe('paths', () => {
  const ingress = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {rules: [{http: {paths: [{backend: {service: {name: a, port: {number: 80}}}, ${spec}}]}}]}}`;

  test.each([
    { spec: 'path: /', says: ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified'] },
    {
      spec: 'path: /, pathType: prefix',
      says: [
        'spec.rules[0].http.paths[0].pathType: Unsupported value: "prefix": supported values: "Exact", "ImplementationSpecific", "Prefix"',
      ],
    },
    {
      spec: 'path: a, pathType: Prefix',
      says: ['spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path'],
    },
    {
      spec: 'pathType: Exact',
      says: ['spec.rules[0].http.paths[0].path: Invalid value: "": must be an absolute path'],
    },
    {
      spec: 'path: a, pathType: ImplementationSpecific',
      says: ['spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path'],
    },
    {
      spec: 'path: /a//b, pathType: Prefix',
      says: [`spec.rules[0].http.paths[0].path: Invalid value: "/a//b": must not contain '//'`],
    },
    {
      spec: 'path: /a/../b, pathType: Exact',
      says: [`spec.rules[0].http.paths[0].path: Invalid value: "/a/../b": must not contain '/../'`],
    },
    {
      spec: 'path: /a/.., pathType: Exact',
      says: [`spec.rules[0].http.paths[0].path: Invalid value: "/a/..": cannot end with '/..'`],
    },
    {
      spec: 'path: /a%2fb, pathType: Prefix',
      says: [`spec.rules[0].http.paths[0].path: Invalid value: "/a%2fb": must not contain '%2f'`],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(ingress(spec))).toEqual(says);
  });

  test.each([
    'path: /, pathType: Prefix',
    'pathType: ImplementationSpecific',
    'path: /a//b, pathType: ImplementationSpecific',
  ])('%s is fine', (spec) => {
    expect(errorsOf(ingress(spec))).toEqual([]);
  });
});

describe('IngressClasses', () => {
  const ingressClass = (spec: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: i}, spec: {${spec}}}`;

  test.each([
    { spec: '', says: ['spec.controller: Required value'] },
    {
      spec: 'controller: nginx',
      says: ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
    },
    {
      spec: 'controller: A/b',
      says: [
        `spec.controller: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'controller: a.b/c d',
      says: [
        `spec.controller: Invalid value: "c d": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`,
      ],
    },
    { spec: "controller: a.b/c, parameters: {kind: '', name: n}", says: ['spec.parameters.kind: Required value'] },
    {
      spec: 'controller: a.b/c, parameters: {kind: k, name: n, scope: Namespace}',
      says: ["spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"],
    },
    {
      spec: 'controller: a.b/c, parameters: {kind: k, name: n, namespace: x}',
      says: ["spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(ingressClass(spec))).toEqual(says);
  });

  test.each(['controller: k8s.io/ingress-nginx', 'controller: a.b/c, parameters: {kind: k, name: n}'])(
    '%s is fine',
    (spec) => {
      expect(errorsOf(ingressClass(spec))).toEqual([]);
    },
  );
});
