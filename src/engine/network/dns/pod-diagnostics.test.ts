import { expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { compileZone } from './compile-zone.ts';

const TEMPLATE = (spec: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i}]\n${spec}`;

test.each([
  { spec: '  dnsConfig: {nameservers: [10.0.0.1, 10.0.0.2]}\n', codes: [] },
  { spec: '  dnsConfig: {nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3]}\n', codes: ['dns-config-forming'] },
  { spec: '  hostname: web\n  setHostnameAsFQDN: true\n', codes: [] },
  {
    spec: `  subdomain: ${'s'.repeat(60)}\n  hostname: web\n  setHostnameAsFQDN: true\n`,
    codes: ['hostname-too-long'],
  },
])('a pod with {$spec} is told as its kubelet tells it: $codes', ({ spec, codes }) => {
  const found = compileZone(stateOf(TEMPLATE(spec))).diagnostics;
  expect(found.map(({ code }) => code)).toEqual(codes);
  expect(found.every(({ about, severity }) => about?.name === 'p' && severity !== 'note')).toBe(true);
});
