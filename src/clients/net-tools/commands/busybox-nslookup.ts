import type { RecordType } from '../../../engine/model/index.ts';
import { formatSocket } from '../../../engine/model/index.ts';
import type { Answer } from '../../../engine/network/dns/index.ts';
import { lookup, reverseName } from '../../../engine/network/dns/index.ts';
import {
  addressOfServer,
  askServer,
  isAddress,
  isAuthoritative,
  nameOfAddress,
  resolverOf,
  withoutDot,
} from '../dns-client.ts';
import type { Machine } from '../machine.ts';
import { type CommandOutput, failed, printed } from '../output.ts';
import { nslookupLines } from './dns-records.ts';
import { nslookupArguments } from './nslookup-arguments.ts';

const TIMED_OUT = ';; connection timed out; no servers could be reached\n\n';

/**
 * BusyBox's nslookup since 1.29 (busybox networking/nslookup.c). It does not search as the C library does: a name without
 * a dot is asked for in every search domain, each failure is printed, and any failure makes the status 1; a name with a
 * dot is asked for as it stands.
 */
export function busyboxNslookup(machine: Machine, args: readonly string[]): CommandOutput {
  const { name, server, type } = nslookupArguments(args);
  const resolver = server === undefined ? resolverOf(machine) : undefined;
  const servers = server === undefined ? (resolver?.resolvConf.nameservers ?? []) : [addressOfServer(machine, server)];
  const searches = server === undefined ? (resolver?.resolvConf.searches ?? []) : [];
  const queries = queriesFor(name, type, searches);
  for (const ip of servers) {
    const replies = queries.map((query) => ({ query, reply: askServer(machine, ip, query) }));
    if (replies.every(({ reply }) => typeof reply === 'string')) continue;
    const header = `Server:\t\t${ip}\nAddress:\t${formatSocket(ip, 53)}\n\n`;
    const texts = replies.map(({ query, reply }) => replyText(machine, query.name, reply));
    const isFailure = replies.some(({ reply }) => typeof reply !== 'string' && reply.rcode !== 'NOERROR');
    return printed(header + texts.join(''), { status: isFailure ? 1 : 0 });
  }
  return failed(1, '', TIMED_OUT);
}

interface Query {
  readonly name: string;
  readonly type: RecordType;
}

function queriesFor(name: string, type: RecordType | undefined, searches: readonly string[]): readonly Query[] {
  const pointer = reverseName(name);
  if (type === undefined && pointer !== undefined) return [{ name: withoutDot(pointer), type: 'PTR' }];
  const types: readonly RecordType[] = type === undefined ? ['A', 'AAAA'] : [type];
  const isSearched = searches.length > 0 && !name.includes('.') && type !== 'PTR';
  const names = isSearched ? searches.map((domain) => `${name}.${domain}`) : [name];
  return types.flatMap((each) => names.map((full) => ({ name: full, type: each })));
}

/** An answer without records is an empty line. */
function replyText(machine: Machine, name: string, reply: Answer | 'timeout' | 'refused'): string {
  if (typeof reply === 'string') return `*** Can't find ${name}: No answer\n\n`;
  if (reply.rcode !== 'NOERROR') return `** server can't find ${name}: ${reply.rcode}\n\n`;
  const header = isAuthoritative(machine.view, name) ? '' : 'Non-authoritative answer:\n';
  return `${header}${reply.records.map((record) => nslookupLines(record, 'dropped')).join('')}\n`;
}

/**
 * BusyBox's nslookup up to 1.28, which asks the C library: /etc/hosts and the search list count, and every address is
 * shown with its own name (the small variant in busybox networking/nslookup.c).
 */
export function oldBusyboxNslookup(machine: Machine, args: readonly string[]): CommandOutput {
  const { name, server, type } = nslookupArguments(args);
  const own = resolverOf(machine);
  const ip = server === undefined ? own.resolvConf.nameservers[0] : addressOfServer(machine, server);
  const resolver = { ...own, resolvConf: { ...own.resolvConf, nameservers: ip === undefined ? [] : [ip] } };
  const header = ip === undefined ? '' : `${hostText(machine, 'Server:', ip, [ip], resolver)}\n`;
  const ask = (to: string, question: Query): ReturnType<typeof askServer> => askServer(machine, to, question);
  const types: readonly RecordType[] = type === undefined ? ['A', 'AAAA'] : [type];
  const addresses = types.flatMap((each) => lookup(resolver, { name, type: each }, ask).answers.filter(isAddress));
  const found = [...new Set(addresses.map(({ data }) => data))];
  if (found.length === 0) return failed(1, `nslookup: can't resolve '${name}'\n`, header);
  return printed(header + hostText(machine, 'Name:', name, found, resolver));
}

function hostText(
  machine: Machine,
  label: string,
  host: string,
  ips: readonly string[],
  resolver: Parameters<typeof nameOfAddress>[1],
): string {
  const lines = ips.map((ip, index) => {
    const name = nameOfAddress(machine, resolver, ip);
    return `Address ${index + 1}: ${ip}${name === undefined ? '' : ` ${name}`}\n`;
  });
  return `${label.padEnd(10)} ${host}\n${lines.join('')}`;
}
