import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordType } from '../../model/index.ts';
import { canonicalJson } from '../../model/index.ts';
import { stateOf } from '../../testing/index.ts';
import { answer } from './answer.ts';
import { compileZone } from './compile-zone.ts';
import { formatResolvConf, parseResolvConf } from './format-resolv-conf.ts';
import { displayName, reverseName } from './names.ts';
import { zoneRecords } from './zone-records.ts';

const TYPES: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT', 'NS', 'SOA'];

const { table: zone } = compileZone(
  stateOf(`
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.20, ports: [{name: http, port: 80}]}
---
kind: Service
metadata: {name: db}
spec: {clusterIP: None, ports: [{port: 5432}]}
---
kind: EndpointSlice
metadata: {name: db-a, labels: {kubernetes.io/service-name: db}}
ports: [{port: 5432}]
endpoints: [{addresses: [10.244.1.2]}, {addresses: ["fd00::2"], hostname: db-1}]
---
kind: Service
metadata: {name: alias}
spec: {type: ExternalName, externalName: web.default.svc.cluster.local}
`),
);

const label = fc.oneof(
  fc.constantFrom(
    'web',
    'db',
    'alias',
    'default',
    'svc',
    'pod',
    'cluster',
    'local',
    '_http',
    '_tcp',
    '10-244-1-2',
    'db-1',
    '',
  ),
  fc.string({ maxLength: 70 }),
);
const anyName = fc
  .array(label, { maxLength: 9 })
  .chain((labels) =>
    fc
      .constantFrom('', '.', '.svc.cluster.local', '.default.svc.cluster.local.', '.in-addr.arpa')
      .map((end) => labels.join('.') + end),
  );

test('every question has an answer and a reason', () => {
  fc.assert(
    fc.property(anyName, fc.constantFrom(...TYPES), (name, type) => {
      const { rcode, records, reason } = answer(zone, { name, type });
      expect(['NOERROR', 'NXDOMAIN']).toContain(rcode);
      expect(rcode === 'NXDOMAIN' && records.length > 0).toBe(false);
      expect(reason.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(reason.text).not.toBe('');
      const asked = name.endsWith('.') ? name : `${name}.`;
      expect([asked.toLowerCase(), undefined]).toContain(records[0]?.name.toLowerCase());
    }),
    { numRuns: 2000 },
  );
});

test('the case of a question changes nothing but the case of the answer', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('web', 'db', 'alias', 'db-1.db', '_http._tcp.web', 'nobody'),
      fc.constantFrom(...TYPES),
      (first, type) => {
        const name = `${first}.default.svc.cluster.local`;
        const lower = answer(zone, { name, type });
        const upper = answer(zone, { name: name.toUpperCase(), type });
        expect(upper.rcode).toBe(lower.rcode);
        expect(upper.records.map(({ data }) => data)).toEqual(lower.records.map(({ data }) => data));
      },
    ),
  );
});

test('what an address points at leads back to the address', () => {
  const addresses = zoneRecords(zone).filter(({ type }) => type === 'A' || type === 'AAAA');
  expect(addresses.length).toBeGreaterThan(3);
  for (const { data, type } of addresses) {
    const pointers = answer(zone, { name: reverseName(data) ?? '', type: 'PTR' }).records;
    expect(pointers.length).toBeGreaterThan(0);
    for (const pointer of pointers) {
      const back = answer(zone, { name: displayName(pointer.data), type }).records;
      expect(back.map((record) => record.data)).toContain(data);
    }
  }
});

test('a printed resolv.conf reads back', () => {
  const word = fc.stringMatching(/^[a-z0-9:.-]{0,20}[a-z0-9]$/);
  const conf = fc.record({ nameservers: fc.array(word), searches: fc.array(word), options: fc.array(word) });
  fc.assert(
    fc.property(conf, (each) => canonicalJson(parseResolvConf(formatResolvConf(each))) === canonicalJson(each)),
  );
});
