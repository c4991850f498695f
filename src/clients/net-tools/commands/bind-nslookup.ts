import type { RecordType, Resolution } from '../../../engine/model/index.ts';
import { parseAddress } from '../../../engine/model/index.ts';
import type { ResolverClient } from '../../../engine/network/dns/index.ts';
import { isAuthoritative, lookupInDns, resolverOf, withoutDot, withServer } from '../dns-client.ts';
import type { Machine } from '../machine.ts';
import { type CommandOutput, failed, printed } from '../output.ts';
import { nslookupLines } from './dns-records.ts';
import { nslookupArguments } from './nslookup-arguments.ts';

const TIMED_OUT = ';; connection timed out; no servers could be reached\n\n';

/** bind's nslookup (bind9 bin/dig/nslookup.c): it searches as resolv.conf says, and does not read /etc/hosts. */
export function bindNslookup(machine: Machine, args: readonly string[]): CommandOutput {
  const { name, server, type } = nslookupArguments(args);
  const resolver = bindResolver(machine, server);
  const [first = ''] = resolver.resolvConf.nameservers;
  if (type !== undefined || parseAddress(name) !== undefined) {
    return told(machine, first, name, lookupInDns(machine, resolver, name, type ?? 'PTR'));
  }
  const four = lookupInDns(machine, resolver, name, 'A');
  const output = told(machine, first, name, four);
  const six = four.rcode === 'NOERROR' ? addressesOf(lookupInDns(machine, resolver, name, 'AAAA')) : '';
  if (six === '') return output;
  const start = four.answers.length === 0 ? headerOf(four, first) : output.stdout.trimEnd();
  return printed(`${start}${four.answers.length === 0 ? '' : '\n'}${six}\n`);
}

/** The machine's resolver, or one server in place of its nameservers. */
export function bindResolver(machine: Machine, server: string | undefined): ResolverClient {
  if (server === undefined) return resolverOf(machine);
  if (machine.client.kind !== 'external') return withServer(machine, resolverOf(machine), server);
  const bare = {
    libc: 'glibc',
    resolvConf: { nameservers: [], searches: [], options: [] },
    hosts: [],
    families: [4],
  } as const;
  return withServer(machine, bare, server);
}

function addressesOf(resolution: Resolution): string {
  return resolution.answers
    .filter(({ type }) => type === 'AAAA')
    .map((record) => nslookupLines(record, 'kept'))
    .join('');
}

function told(machine: Machine, server: string, name: string, resolution: Resolution): CommandOutput {
  const { rcode, answers } = resolution;
  if (rcode === 'TIMEOUT') return failed(1, '', TIMED_OUT);
  const header = headerOf(resolution, server);
  const asked = askedName(name, resolution.type);
  if (rcode !== 'NOERROR') return failed(1, '', `${header}** server can't find ${asked}: ${rcode}\n\n`);
  if (answers.length === 0) return printed(`${header}*** Can't find ${asked}: No answer\n\n`);
  const authority = isAuthoritative(machine.view, answers[0]?.name ?? '') ? '' : 'Non-authoritative answer:\n';
  return printed(`${header}${authority}${answers.map((record) => nslookupLines(record, 'kept')).join('')}\n`);
}

function askedName(name: string, type: RecordType): string {
  if (type !== 'PTR' || parseAddress(name) === undefined) return withoutDot(name);
  return name.includes(':') ? name : `${name.split('.').reverse().join('.')}.in-addr.arpa`;
}

function headerOf({ queries }: Resolution, server: string): string {
  const answered = queries.at(-1)?.server ?? server;
  return `Server:\t\t${answered}\nAddress:\t${answered}#53\n\n`;
}
