import { describe, expect, test } from 'vitest';
import { Cluster } from './index.ts';

const POD = (namespace: string, name: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {namespace: ${namespace}, name: ${name}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: nginx}]}}\n---\n`;
const SERVICE = (namespace: string, name: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {namespace: ${namespace}, name: ${name}}, spec: {selector: {app: ${name}}, ports: [{port: 80}]}}\n---\n`;
const YAML = POD('default', 'client') + POD('shop', 'web') + POD('shop', 'lone') + SERVICE('shop', 'web');

describe('a client that is asked to connect to NAMESPACE/NAME:PORT', () => {
  test.each([
    { to: 'shop/web:80', says: '"shop/web:80" is no host:port', hint: 'write web.shop:80;' },
    { to: 'shop/web:53/UDP', says: '"shop/web:53/UDP" is no host:port', hint: 'write web.shop:53/UDP;' },
    { to: 'shop/lone:80', says: '"shop/lone:80" is no host:port', hint: 'connects to pod shop/NAME on port 80' },
    { to: 'shop/pod/web:80', says: '"shop/pod/web:80" is no host:port', hint: 'connects to pod shop/NAME on port 80' },
  ])('$to is told what to write', ({ to, says, hint }) => {
    const cluster = Cluster.of({ yaml: YAML });
    expect(() => cluster.connect({ from: 'client', to })).toThrow(says);
    expect(() => cluster.connect({ from: 'client', to })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(hint) }),
    );
  });

  test.each([
    // a scheme says that a host is meant, and so does a Service of that name
    { to: 'http://shop/web:80', yaml: YAML, outcome: 'unresolved' },
    { to: 'shop/web:80', yaml: YAML + POD('default', 'shop') + SERVICE('default', 'shop'), outcome: 'connected' },
    { to: 'shop/nothing:80', yaml: YAML, outcome: 'unresolved' },
    { to: 'web.shop:80', yaml: YAML, outcome: 'connected' },
  ])('$to is a host, and $outcome', ({ to, yaml, outcome }) => {
    expect(Cluster.of({ yaml }).connect({ from: 'client', to }).outcome).toBe(outcome);
  });
});
