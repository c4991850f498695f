import type { DnsRecord, RecordType } from '../../../engine/model/index.ts';
import { NotModelled, SetupError } from '../../../engine/model/index.ts';
import type { Answer } from '../../../engine/network/dns/index.ts';
import { lookup, reverseName } from '../../../engine/network/dns/index.ts';
import { addressOfServer, askServer, isAuthoritative, resolverOf, withoutDot } from '../dns-client.ts';
import type { Machine } from '../machine.ts';
import { type CommandOutput, failed, printed } from '../output.ts';
import { recordType } from './nslookup-arguments.ts';

interface Question {
  readonly name: string;
  readonly type: RecordType;
  readonly server: string | undefined;
  readonly flags: ReadonlySet<string>;
}

const TYPE = /^(?:A|AAAA|CNAME|NS|PTR|SOA|SRV|TXT)$/i;
const FLAGS: ReadonlySet<string> = new Set(['short', 'search', 'noall', 'answer', 'tcp', 'recurse', 'norecurse']);
const NO_SERVERS = 9;

/** bind's dig (bind9 bin/dig/dig.c). Without `+search` a name is taken as it stands; ids and sizes print as 0. */
export function dig(machine: Machine, args: readonly string[]): CommandOutput {
  const question = readQuestion(args);
  const servers =
    question.server === undefined
      ? resolverOf(machine).resolvConf.nameservers
      : [addressOfServer(machine, question.server)];
  const name = question.flags.has('search') ? searchedName(machine, question) : question.name;
  const lost: string[] = [];
  for (const server of servers) {
    const reply = askServer(machine, server, { name, type: question.type });
    if (typeof reply !== 'string') {
      return printed(
        question.flags.has('short') ? shortText(reply) : fullText(machine, args, { ...question, name }, server, reply),
      );
    }
    const why = reply === 'timeout' ? 'timed out' : 'connection refused';
    lost.push(...Array.from({ length: 3 }, () => `;; communications error to ${server}#53: ${why}\n`));
  }
  const banner = question.flags.has('short')
    ? ''
    : `\n; <<>> DiG 9.18 <<>> ${args.join(' ')}\n;; global options: +cmd\n`;
  return failed(NO_SERVERS, '', `${lost.join('')}${banner};; no servers could be reached\n`);
}

function readQuestion(args: readonly string[]): Question {
  let name: string | undefined;
  let type: RecordType | undefined;
  let server: string | undefined;
  const flags = new Set<string>();
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (word.startsWith('@')) server = word.slice(1);
    else if (word.startsWith('+')) flags.add(flagOf(word));
    else if (word === '-x') {
      name = reverseName(args[++index] ?? '');
      type ??= 'PTR';
      if (name === undefined) throw new SetupError(`dig -x takes an address, not "${args[index]}"`);
    } else if (word === '-t') type = recordType('dig', args[++index] ?? '');
    else if (word === '-q') name = args[++index];
    else if (word.startsWith('-')) throw unsupported(word);
    else if (TYPE.test(word) && name !== undefined) type = recordType('dig', word);
    else if (TYPE.test(word) && args.length > 1 && type === undefined) type = recordType('dig', word);
    else if (word.toUpperCase() !== 'IN') name = word;
  }
  if (name === undefined) throw new SetupError('dig takes a name here');
  return { name, type: type ?? 'A', server, flags };
}

function flagOf(word: string): string {
  const flag = word.slice(1);
  if (FLAGS.has(flag)) return flag;
  if (/^(?:time|timeout|tries|retry)=\d+$|^(?:no)?(?:edns|cookie|cmd|comments|stats|question)$/.test(flag)) return flag;
  throw unsupported(word);
}

function unsupported(word: string): SetupError {
  return new NotModelled(`dig ${word} is not simulated`, {
    hint: `supported: @SERVER; -t TYPE; -x ADDRESS; -q NAME; ${[...FLAGS].map((flag) => `+${flag}`).join('; ')}; +time=N; +tries=N`,
  });
}

function searchedName(machine: Machine, { name, type }: Question): string {
  const client = { ...resolverOf(machine), libc: 'glibc', hosts: [] } as const;
  const { queries, rcode } = lookup(client, { name, type }, (server, question) => askServer(machine, server, question));
  return rcode === 'NOERROR' ? (queries.at(-1)?.name ?? name) : name;
}

function shortText({ records }: Answer): string {
  return records.map(({ data }) => `${data}\n`).join('');
}

function fullText(
  machine: Machine,
  args: readonly string[],
  question: Question,
  server: string,
  reply: Answer,
): string {
  const answers = reply.records.map(recordLine).join('');
  if (question.flags.has('noall')) return question.flags.has('answer') ? answers : '';
  const authoritative = isAuthoritative(machine.view, question.name);
  const asked = `;${withoutDot(question.name)}.`;
  const section = (title: string, records: readonly DnsRecord[]): string =>
    records.length === 0 ? '' : `;; ${title} SECTION:\n${records.map(recordLine).join('')}\n`;
  const counts = `QUERY: 1, ANSWER: ${reply.records.length}, AUTHORITY: ${reply.authority.length}, ADDITIONAL: ${reply.additional.length + 1}`;
  return [
    `\n; <<>> DiG 9.18 <<>> ${args.join(' ')}\n;; global options: +cmd\n;; Got answer:\n`,
    `;; ->>HEADER<<- opcode: QUERY, status: ${reply.rcode}, id: 0\n;; flags: qr ${authoritative ? 'aa rd' : 'rd ra'}; ${counts}\n`,
    authoritative ? ';; WARNING: recursion requested but not available\n\n' : '\n',
    ';; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n',
    `;; QUESTION SECTION:\n${inColumns([asked, 'IN', question.type], [32, 40])}\n\n`,
    section('ANSWER', reply.records),
    section('AUTHORITY', reply.authority),
    section('ADDITIONAL', reply.additional),
    `;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n;; WHEN: Mon Jan 01 00:00:00 UTC 2024\n;; MSG SIZE  rcvd: 0\n\n`,
  ].join('');
}

function recordLine({ name, ttl, type, data }: DnsRecord): string {
  return `${inColumns([name, String(ttl), 'IN', type, data], [24, 32, 40, 48])}\n`;
}

/** Each cell begins at its column, reached with tabs; where the text is there already, one space parts them (bind9 lib/dns/masterdump.c). */
function inColumns(cells: readonly string[], columns: readonly number[]): string {
  let text = '';
  let at = 0;
  for (const [index, cell] of cells.entries()) {
    const column = index === 0 ? 0 : (columns[index - 1] ?? 0);
    if (index > 0 && column > at) {
      text += '\t'.repeat(Math.ceil((column - at) / 8));
      at = column;
    } else if (index > 0) {
      text += ' ';
      at += 1;
    }
    text += cell;
    at += cell.length;
  }
  return text;
}
