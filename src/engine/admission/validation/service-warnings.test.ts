import { describe, expect, test } from 'vitest';
import { warningsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('warnings about Services', () => {
  const service = (spec: string): string => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}`;

  test.each([
    {
      spec: 'ports: [{port: 80}], externalIPs: [203.0.113.1]',
      says: ['spec.externalIPs is deprecated and may no longer be implemented in some clusters'],
    },
    {
      spec: 'clusterIP: None, externalIPs: [203.0.113.1], loadBalancerIP: 203.0.113.1, sessionAffinity: ClientIP',
      says: [
        'spec.loadBalancerIP is ignored for headless services',
        'spec.externalIPs is ignored for headless services',
        'spec.SessionAffinity is ignored for headless services',
      ],
    },
    {
      spec: 'ports: [{port: 80}], externalName: a.b',
      says: ['spec.externalName is ignored when spec.type is not "ExternalName"'],
    },
    {
      spec: 'type: ExternalName, externalName: a.b, externalIPs: [203.0.113.1]',
      says: ['spec.externalIPs is ignored when spec.type is "ExternalName"'],
    },
    {
      spec: 'ports: [{port: 80}], trafficDistribution: PreferClose',
      says: ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
    },
    {
      spec: "ports: [{port: 80}], clusterIP: 'FD00::1'",
      says: ['spec.clusterIPs[0]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(warningsOf(service(spec))).toEqual(says);
  });

  test.each(['ports: [{port: 80}], trafficDistribution: PreferSameZone', 'clusterIP: None'])('%s is fine', (spec) => {
    expect(warningsOf(service(spec))).toEqual([]);
  });
});
