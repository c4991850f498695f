import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('names of Services', () => {
  const service = (spec: string): string =>
    `{apiVersion: v1, kind: Service, metadata: {name: ${spec}}, spec: {ports: [{port: 80}]}}`;

  test.each([
    { spec: 'a.b', says: ['metadata.name: Invalid value: "a.b": must not contain dots'] },
    {
      spec: 'Web',
      says: [
        `metadata.name: Invalid value: "Web": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(service(spec))).toEqual(says);
  });

  test.each(['web', '1web'])('%s is fine', (spec) => {
    expect(errorsOf(service(spec))).toEqual([]);
  });
});

describe('ports', () => {
  const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}`;

  test.each([
    { spec: '', says: ['spec.ports: Required value'] },
    {
      spec: 'ports: [{port: 0}]',
      says: [
        'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
        'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
      ],
    },
    {
      spec: 'ports: [{port: 70000, targetPort: 80}]',
      says: ['spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive'],
    },
    {
      spec: 'ports: [{port: 80}, {port: 81}]',
      says: ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
    },
    { spec: 'ports: [{port: 80, name: a}, {port: 81, name: a}]', says: ['spec.ports[1].name: Duplicate value: "a"'] },
    {
      spec: 'ports: [{port: 80, name: a}, {port: 80, name: b}]',
      says: [
        'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
      ],
    },
    {
      spec: 'ports: [{port: 80, name: A_b}]',
      says: [
        `spec.ports[0].name: Invalid value: "A_b": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      ],
    },
    {
      spec: 'ports: [{port: 80, protocol: TPC}]',
      says: ['spec.ports[0].protocol: Unsupported value: "TPC": supported values: "SCTP", "TCP", "UDP"'],
    },
    {
      spec: 'ports: [{port: 80, targetPort: 70000}]',
      says: ['spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
    },
    {
      spec: 'ports: [{port: 80, targetPort: HTTP_port}]',
      says: [
        'spec.ports[0].targetPort: Invalid value: "HTTP_port": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      ],
    },
    {
      spec: 'ports: [{port: 80, appProtocol: a b}]',
      says: [
        `spec.ports[0].appProtocol: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      ],
    },
    {
      spec: 'ports: [{port: 80, nodePort: 30080}]',
      says: ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    },
    {
      spec: 'type: NodePort, ports: [{port: 80, name: a, nodePort: 30080}, {port: 81, name: b, nodePort: 30080}]',
      says: ['spec.ports[1].nodePort: Duplicate value: 30080'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(service(spec))).toEqual(says);
  });

  test.each([
    'ports: [{port: 80}]',
    'clusterIP: None',
    'ports: [{port: 53, name: a, protocol: UDP}, {port: 53, name: b}]',
    'type: NodePort, ports: [{port: 53, name: a, nodePort: 30053, protocol: UDP}, {port: 53, name: b, nodePort: 30053}]',
    'ports: [{port: 80, targetPort: http}]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(service(spec))).toEqual([]);
  });
});

describe('types', () => {
  const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'type: Loadbalancer, ports: [{port: 80}]',
      says: [
        'spec.type: Unsupported value: "Loadbalancer": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ],
    },
    {
      spec: 'type: NodePort, clusterIP: None, ports: [{port: 80}]',
      says: [`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`],
    },
    {
      spec: 'type: LoadBalancer, clusterIP: None, ports: [{port: 80}]',
      says: [`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services`],
    },
    { spec: 'type: ExternalName', says: ['spec.externalName: Required value'] },
    {
      spec: 'type: ExternalName, externalName: a_b',
      says: [
        `spec.externalName: Invalid value: "a_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      ],
    },
    {
      spec: 'type: ExternalName, externalName: a.b, clusterIP: 10.0.0.1, ipFamilies: [IPv4], ipFamilyPolicy: SingleStack',
      says: [
        'spec.clusterIPs: Forbidden: may not be set for ExternalName services',
        'spec.ipFamilies: Forbidden: may not be set for ExternalName services',
        'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services',
      ],
    },
    {
      spec: 'ports: [{port: 80}], loadBalancerClass: a',
      says: ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    },
    {
      spec: 'type: LoadBalancer, ports: [{port: 80}], loadBalancerClass: a b',
      says: [
        `spec.loadBalancerClass: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      ],
    },
    {
      spec: 'ports: [{port: 80}], allocateLoadBalancerNodePorts: false',
      says: ["spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    },
    {
      spec: 'ports: [{port: 80}], loadBalancerSourceRanges: [10.0.0.0/8]',
      says: ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    },
    {
      spec: 'type: LoadBalancer, ports: [{port: 80}], loadBalancerSourceRanges: [10.0.0.0]',
      says: [
        'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(service(spec))).toEqual(says);
  });

  test.each([
    'type: ExternalName, externalName: a.b.',
    "type: LoadBalancer, ports: [{port: 80}], loadBalancerSourceRanges: [' 10.0.0.0/8 ']",
  ])('%s is fine', (spec) => {
    expect(errorsOf(service(spec))).toEqual([]);
  });
});

describe('addresses', () => {
  const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'ports: [{port: 80}], clusterIP: ten',
      says: ['spec.clusterIPs[0]: Invalid value: "ten": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    },
    {
      spec: 'ports: [{port: 80}], clusterIP: 10.0.0.01',
      says: ['spec.clusterIPs[0]: Invalid value: "10.0.0.01": must not have leading 0s'],
    },
    {
      spec: "ports: [{port: 80}], clusterIP: '::ffff:10.0.0.1'",
      says: ['spec.clusterIPs[0]: Invalid value: "::ffff:10.0.0.1": must not be an IPv4-mapped IPv6 address'],
    },
    {
      spec: 'ports: [{port: 80}], clusterIP: 10.0.0.2, clusterIPs: [10.0.0.1]',
      says: ['spec.clusterIPs: Invalid value: ["10.0.0.1"]: first value must match `clusterIP`'],
    },
    {
      spec: 'ports: [{port: 80}], clusterIPs: [10.0.0.1]',
      says: ['spec.clusterIPs: Invalid value: ["10.0.0.1"]: must be empty when `clusterIP` is not specified'],
    },
    {
      spec: 'ports: [{port: 80}], clusterIP: None, clusterIPs: [None, 10.0.0.1]',
      says: [`spec.clusterIPs: Invalid value: ["None","10.0.0.1"]: 'None' must be the first and only value`],
    },
    {
      spec: 'ports: [{port: 80}], clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 10.0.0.2]',
      says: [
        'spec.clusterIPs: Invalid value: ["10.0.0.1","10.0.0.2"]: may specify no more than one IP for each IP family',
      ],
    },
    {
      spec: "ports: [{port: 80}], clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1', 10.0.0.3]",
      says: ['spec.clusterIPs: Invalid value: ["10.0.0.1","fd00::1","10.0.0.3"]: may only hold up to 2 values'],
    },
    {
      spec: 'ports: [{port: 80}], clusterIP: 10.0.0.1, ipFamilies: [IPv6]',
      says: ['spec.clusterIPs[0]: Invalid value: "10.0.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`'],
    },
    {
      spec: 'ports: [{port: 80}], ipFamilies: [IPv5]',
      says: ['spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"'],
    },
    { spec: 'ports: [{port: 80}], ipFamilies: [IPv4, IPv4]', says: ['spec.ipFamilies[1]: Duplicate value: "IPv4"'] },
    {
      spec: 'ports: [{port: 80}], ipFamilyPolicy: DualStack',
      says: [
        'spec.ipFamilyPolicy: Unsupported value: "DualStack": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"',
      ],
    },
    {
      spec: 'ports: [{port: 80}], externalIPs: [a]',
      says: ['spec.externalIPs[0]: Invalid value: "a": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    },
    {
      spec: 'ports: [{port: 80}], externalIPs: [127.0.0.1]',
      says: [
        'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      ],
    },
    {
      spec: 'ports: [{port: 80}], externalIPs: [0.0.0.0]',
      says: ['spec.externalIPs[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)'],
    },
    {
      spec: 'ports: [{port: 80}], externalIPs: [169.254.0.1]',
      says: [
        'spec.externalIPs[0]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      ],
    },
    {
      spec: 'ports: [{port: 80}], externalIPs: [224.0.0.1]',
      says: [
        'spec.externalIPs[0]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(service(spec))).toEqual(says);
  });

  test.each([
    'ports: [{port: 80}], clusterIP: 10.0.0.1',
    "ports: [{port: 80}], clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1'], ipFamilies: [IPv4, IPv6]",
    'ports: [{port: 80}], externalIPs: [203.0.113.1]',
  ])('%s is fine', (spec) => {
    expect(errorsOf(service(spec))).toEqual([]);
  });
});

describe('traffic', () => {
  const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'ports: [{port: 80}], sessionAffinity: Cookie',
      says: ['spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"'],
    },
    {
      spec: 'ports: [{port: 80}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}',
      says: [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
      ],
    },
    {
      spec: 'ports: [{port: 80}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}',
      says: [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
      ],
    },
    {
      spec: 'ports: [{port: 80}], externalTrafficPolicy: Local',
      says: ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services'],
    },
    {
      spec: 'type: NodePort, ports: [{port: 80}], externalTrafficPolicy: local',
      says: ['spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"'],
    },
    {
      spec: 'ports: [{port: 80}], internalTrafficPolicy: local',
      says: ['spec.internalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"'],
    },
    {
      spec: 'ports: [{port: 80}], healthCheckNodePort: 30000',
      says: [
        "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    },
    {
      spec: 'ports: [{port: 80}], trafficDistribution: Near',
      says: [
        'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
      ],
    },
    {
      spec: 'ports: [{port: 80}], selector: {a: b c}',
      says: [
        `spec.selector: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(service(spec))).toEqual(says);
  });

  test.each([
    'ports: [{port: 80}], sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}',
    'ports: [{port: 80}], externalIPs: [203.0.113.1], externalTrafficPolicy: Local',
    'type: LoadBalancer, ports: [{port: 80}], externalTrafficPolicy: Local, healthCheckNodePort: 30000',
    'ports: [{port: 80}], trafficDistribution: PreferSameZone',
  ])('%s is fine', (spec) => {
    expect(errorsOf(service(spec))).toEqual([]);
  });
});
