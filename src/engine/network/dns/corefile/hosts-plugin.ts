import type { DnsRecord, RuleRef } from '../../../model/index.ts';
import { answerOf } from '../answer-of.ts';
import { absoluteName, addressOfReverseName, addressTypeOf, canonicalName, displayName } from '../names.ts';
import type { Answer, Plugin, Question } from '../zone.ts';
import type { ConfigText } from './config-text.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { zonesFrom } from './plugin-context.ts';
import { matchZone } from './zone-names.ts';

/** An address of the hosts plugin, and the line that gives it to a name. */
interface HostEntry {
  readonly ip: string;
  readonly name: string;
  readonly rule: RuleRef | undefined;
}

/** The hosts plugin, ready to answer. */
interface Hosts {
  readonly zones: readonly string[];
  readonly entries: readonly HostEntry[];
  readonly fallthrough: readonly string[];
  readonly ttl: number;
  readonly reverse: boolean;
  /** Whether questions of other types than addresses fall through for the names of the table, too. */
  readonly passesOthers: boolean;
  readonly rule: RuleRef | undefined;
}

/** An hour, where the Corefile sets no TTL (coredns plugin/hosts/setup.go). */
const DEFAULT_TTL = 3600;

/** Reads the hosts plugin's lines, and the file that they name (coredns plugin/hosts/setup.go hostsParse). */
export function readHosts(directive: Directive, context: PluginContext): Hosts {
  const [file, ...zones] = directive.args;
  const entries = file === undefined ? [] : entriesOfFile(file, directive, context);
  const { place } = directive;
  const hosts = { zones: zonesFrom(zones, context.zones), fallthrough: [] as readonly string[], ttl: DEFAULT_TTL };
  let [reverse, passesOthers] = [true, false];
  for (const line of directive.lines) {
    if (line.name === 'fallthrough') hosts.fallthrough = zonesFrom(line.args, ['']);
    else if (line.name === 'ttl') hosts.ttl = Number(line.args[0]);
    else if (line.name === 'no_reverse') reverse = false;
    else if (line.name === 'fallthrough_unsupported') passesOthers = true;
    else if (line.name === 'reload') continue;
    else if (hosts.fallthrough.length > 0) context.refuse(line, `unknown property '${line.name}'`);
    else entries.push(...entriesOf(line.name, line.args, line.place.source.rule(line.place.line)));
  }
  if (passesOthers && hosts.fallthrough.length === 0) {
    context.refuse(directive, 'fallthrough_unsupported requires fallthrough');
  }
  return { ...hosts, reverse, passesOthers, entries, rule: place.source.rule(place.line) };
}

function entriesOfFile(file: string, directive: Directive, context: PluginContext): HostEntry[] {
  const found = file === '/etc/hosts' ? [] : context.files(file);
  if (found === undefined || (found.length === 0 && file !== '/etc/hosts')) {
    context.skip(directive, `hosts file ${file}: no manifest holds it`);
  }
  return (found ?? []).flatMap(entriesOfText);
}

function entriesOfText(source: ConfigText): readonly HostEntry[] {
  return source.text.split('\n').flatMap((line, index) => {
    const [ip = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return entriesOf(ip, names, source.rule(index + 1));
  });
}

function entriesOf(ip: string, names: readonly string[], rule: RuleRef | undefined): readonly HostEntry[] {
  if (addressTypeOf(ip) === undefined) return [];
  return names.map((name) => ({ ip, name: canonicalName(name), rule }));
}

/** The questions that the plugin has records for. */
export function hostsQuestions(hosts: Hosts): readonly Question[] {
  const names = [...new Set(hosts.entries.map(({ name }) => name))];
  return names.flatMap((name): Question[] => [
    { name: absoluteName(name), type: 'A' },
    { name: absoluteName(name), type: 'AAAA' },
  ]);
}

/**
 * Answers from the table; a name of its zones that it does not hold is SERVFAIL unless it falls through, since there is
 * no SOA to deny it with (coredns plugin/hosts/hosts.go ServeDNS).
 */
export function hostsPlugin(hosts: Hosts): Plugin {
  return (question, next) => {
    const name = canonicalName(question.name);
    if (question.type === 'PTR') return pointer(hosts, question) ?? next(question);
    if (matchZone(hosts.zones, name) === undefined) return next(question);
    const entries = entriesFor(hosts, name);
    const isOther = question.type !== 'A' && question.type !== 'AAAA';
    const passes = hosts.passesOthers && isOther && matchZone(hosts.fallthrough, name) !== undefined;
    if (entries.length > 0 && !passes) return addresses(hosts, question, entries);
    if (matchZone(hosts.fallthrough, name) !== undefined) return next(question);
    const text = `${displayName(question.name)} is not in the table of the hosts plugin, which lets nothing fall through`;
    return answerOf({ rcode: 'SERVFAIL' }, () => ({ ...reasonOf('not-in-hosts', text, hosts.rule), considered: [] }));
  };
}

/**
 * The entries of a name; without one, those of the wildcard for its first label (plugin/hosts/hostsfile.go
 * lookupStaticHostLocked, since CoreDNS 1.14.5).
 */
function entriesFor(hosts: Hosts, name: string): readonly HostEntry[] {
  const own = hosts.entries.filter((entry) => entry.name === name && !isWildcard(entry));
  if (own.length > 0) return own;
  const dot = name.indexOf('.');
  return dot < 0 ? [] : hosts.entries.filter((entry) => entry.name === `*${name.slice(dot)}`);
}

function isWildcard({ name }: HostEntry): boolean {
  return name.startsWith('*.');
}

function addresses(hosts: Hosts, question: Question, entries: readonly HostEntry[]): Answer {
  const name = absoluteName(question.name);
  const matching = entries.filter(({ ip }) => addressTypeOf(ip) === question.type);
  const records = matching.map(({ ip }): DnsRecord => ({ name, type: question.type, ttl: hosts.ttl, data: ip }));
  const text =
    matching.length > 0
      ? `the hosts plugin says that ${displayName(name)} is ${matching.map(({ ip }) => ip).join(', ')}`
      : `${displayName(name)} is in the table of the hosts plugin, and has no ${question.type} record`;
  const code = matching.length > 0 ? 'hosts-plugin' : 'no-such-record';
  const rule = (matching[0] ?? entries[0])?.rule;
  return answerOf({ rcode: 'NOERROR', records }, () => ({ ...reasonOf(code, text, rule), considered: [] }));
}

function pointer(hosts: Hosts, question: Question): Answer | undefined {
  const ip = hosts.reverse ? addressOfReverseName(question.name) : undefined;
  const entries = ip === undefined ? [] : hosts.entries.filter((entry) => entry.ip === ip && !isWildcard(entry));
  if (entries.length === 0) return undefined;
  const records = entries.map(({ name }): DnsRecord => {
    return { name: absoluteName(question.name), type: 'PTR', ttl: hosts.ttl, data: absoluteName(name) };
  });
  const text = `the hosts plugin says that ${ip} is ${entries.map(({ name }) => name).join(', ')}`;
  const rule = entries[0]?.rule;
  return answerOf({ rcode: 'NOERROR', records }, () => ({ ...reasonOf('hosts-plugin', text, rule), considered: [] }));
}

function reasonOf(code: string, text: string, rule: RuleRef | undefined) {
  return { reason: { code, text }, ...(rule === undefined ? {} : { rule }) };
}
