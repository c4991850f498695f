import { decode, encode, type RecordType } from 'dns-packet';
import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { respond } from './respond.ts';
import { askCluster } from './zone.fixture.ts';

/** The codes of RFC 1035 section 4.1.1 that the example shows. */
const RCODES: Readonly<Record<number, string>> = { 0: 'NOERROR', 3: 'NXDOMAIN', 5: 'REFUSED' };

function told(name: string, type: RecordType): string {
  const response = respond(encode({ type: 'query', id: 1, questions: [{ name, type }] }), 'udp', askCluster);
  if (response === undefined) return `${name} ${type}: no response`;
  const { answers = [], flag_aa, flag_ra } = decode(response);
  const flags = [RCODES[response.readUInt16BE(2) & 0xf], ...(flag_aa ? ['aa'] : []), ...(flag_ra ? ['ra'] : [])];
  const data = answers.flatMap((answer) => (answer.type === 'A' ? [answer.data] : []));
  return [`${name} ${type}`, flags.join(' '), ...data].join(': ');
}

test('the README’s example holds', () => {
  const [printed = ''] = exampleOf(import.meta.dirname);
  expect([
    told('web.default.svc.cluster.local', 'A'),
    told('web.default.svc.cluster.local', 'AXFR'),
    told('nobody.default.svc.cluster.local', 'A'),
    told('example.com', 'A'),
    told('lost.example.com', 'A'),
  ]).toEqual(printed.split('\n'));
});
