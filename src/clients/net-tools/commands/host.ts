import type { RecordType, Resolution } from '../../../engine/model/index.ts';
import { parseAddress, SetupError } from '../../../engine/model/index.ts';
import { lookupInDns, withoutDot } from '../dns-client.ts';
import type { Machine } from '../machine.ts';
import { readOptions } from '../options.ts';
import { type CommandOutput, failed, printed } from '../output.ts';
import { bindResolver } from './bind-nslookup.ts';
import { recordType } from './nslookup-arguments.ts';

const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5, TIMEOUT: 0, UNKNOWN: 0 } as const;

/** bind's host (bind9 bin/dig/host.c). */
export function host(machine: Machine, args: readonly string[]): CommandOutput {
  const options = readOptions('host', args, { flags: [], values: ['-t', '-W'] });
  const [name, server] = options.operands;
  if (name === undefined) throw new SetupError('host takes a name');
  const resolver = bindResolver(machine, server);
  const written = options.value('-t');
  const types: readonly RecordType[] =
    written !== undefined ? [recordType('host', written)] : parseAddress(name) === undefined ? ['A', 'AAAA'] : ['PTR'];
  const [first, ...more] = types.map((type) => lookupInDns(machine, resolver, name, type));
  if (first === undefined || first.rcode === 'TIMEOUT') {
    return failed(1, '', ';; connection timed out; no servers could be reached\n\n');
  }
  if (first.rcode !== 'NOERROR') {
    return failed(1, '', `Host ${withoutDot(name)} not found: ${CODES[first.rcode]}(${first.rcode})\n`);
  }
  const lines = [first, ...more].flatMap(linesOf);
  if (lines.length > 0) return printed([...new Set(lines)].join(''));
  return printed(`${withoutDot(name)} has no ${written?.toUpperCase() ?? 'A'} record\n`, {
    status: written === undefined ? 0 : 1,
  });
}

const PHRASES: Readonly<Record<RecordType, string>> = {
  A: 'has address',
  AAAA: 'has IPv6 address',
  CNAME: 'is an alias for',
  PTR: 'domain name pointer',
  SRV: 'has SRV record',
  TXT: 'descriptive text',
  NS: 'name server',
  SOA: 'has SOA record',
};

function linesOf({ answers }: Resolution): readonly string[] {
  return answers.map(({ name, type, data }) => `${withoutDot(name)} ${PHRASES[type]} ${data}\n`);
}
