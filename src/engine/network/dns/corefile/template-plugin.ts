import type { DnsRecord, LinearMatch, LinearRegExp, Rcode, RecordType, RuleRef } from '../../../model/index.ts';
import { answerOf } from '../answer-of.ts';
import { absoluteName, addressTypeOf, canonicalName, displayName, isWellFormed } from '../names.ts';
import type { Answer, Plugin, Question } from '../zone.ts';
import { goRegExp } from './go-regexp.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { zonesFrom } from './plugin-context.ts';
import { matchZone } from './zone-names.ts';

/** A template: which questions it takes, and the records that it makes of them. */
interface Template {
  readonly type: string;
  readonly zones: readonly string[];
  readonly patterns: readonly LinearRegExp[];
  readonly sections: Readonly<Record<Section, readonly string[]>>;
  readonly rcode: Rcode;
  readonly fallthrough: readonly string[];
  readonly rule: RuleRef | undefined;
}

type Section = 'answer' | 'additional' | 'authority';

const RCODES: ReadonlyMap<string, Rcode> = new Map([
  ['NOERROR', 'NOERROR'],
  ['NXDOMAIN', 'NXDOMAIN'],
  ['SERVFAIL', 'SERVFAIL'],
  ['REFUSED', 'REFUSED'],
]);

const TYPES: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'SRV', 'PTR', 'TXT', 'NS', 'SOA']);

/** How many words the data of a record has, where the number is fixed. */
const WORDS: Readonly<Partial<Record<RecordType, number>>> = { A: 1, AAAA: 1, CNAME: 1, SRV: 4, PTR: 1, NS: 1, SOA: 7 };

/** What a template may say between braces: a name of the question, or a part of the match. */
const ACTION =
  /\{\{-?\s*(?:\.(Name|Zone|Class|Type)|index \.Match (\d+)|\.Group\.(\w+)|index \.Group "(\w+)")\s*-?\}\}/g;

/** Reads a template (coredns plugin/template/setup.go); `undefined` for one that does more than to fill in names. */
export function readTemplate(directive: Directive, context: PluginContext): Template | undefined {
  const [qclass = '', type = '', ...zones] = directive.args;
  const { place } = directive;
  const sections: Record<Section, readonly string[]> = { answer: [], additional: [], authority: [] };
  const patterns: LinearRegExp[] = [];
  let rcode: Rcode | undefined = 'NOERROR';
  let fallthrough: readonly string[] = [];
  for (const line of directive.lines) {
    const written = line.name === 'match' ? line.args.map(goRegExp) : [];
    const understood = written.filter((pattern) => typeof pattern !== 'string');
    patterns.push(...understood);
    if (line.name === 'rcode') rcode = RCODES.get(line.args[0] ?? '');
    else if (line.name === 'fallthrough') fallthrough = zonesFrom(line.args, ['']);
    else if (isSection(line.name)) sections[line.name] = [...sections[line.name], ...line.args];
    else if (line.name !== 'match' && line.name !== 'upstream' && line.name !== 'ederror') rcode = undefined;
    if (understood.length < written.length) rcode = undefined;
  }
  const texts = Object.values(sections).flat();
  if (rcode === undefined || texts.some((text) => text.replaceAll(ACTION, '').includes('{{')) || qclass === 'CH') {
    context.skip(directive, `template ${directive.args.join(' ')}: it does more than is understood`);
    return undefined;
  }
  const rule = place.source.rule(place.line);
  return { type, zones: zonesFrom(zones, context.zones), patterns, sections, rcode, fallthrough, rule };
}

function isSection(name: string): name is Section {
  return name === 'answer' || name === 'additional' || name === 'authority';
}

/** The first template that takes the question answers it (coredns plugin/template/template.go ServeDNS). */
export function templatePlugin(templates: readonly Template[]): Plugin {
  return (question, next) => {
    const name = absoluteName(canonicalName(question.name));
    for (const template of templates) {
      const zone = matchZone(template.zones, canonicalName(name));
      if (zone === undefined || (template.type !== 'ANY' && template.type !== question.type)) continue;
      const match = template.patterns.length === 0 ? { texts: [name], named: {} } : firstMatch(template.patterns, name);
      if (match !== undefined) return fill(template, question, { name, zone: absoluteName(zone), match });
      if (matchZone(template.fallthrough, canonicalName(name)) === undefined) return unmatched(template, question);
    }
    return next(question);
  };
}

function firstMatch(patterns: readonly LinearRegExp[], name: string): LinearMatch | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(name);
    if (match !== undefined) return match;
  }
  return undefined;
}

interface Filling {
  readonly name: string;
  readonly zone: string;
  readonly match: LinearMatch;
}

function fill(template: Template, question: Question, filling: Filling): Answer {
  const { sections, rcode, rule } = template;
  const recordsOf = (section: Section) => sections[section].map((text) => readRecord(fillIn(text, question, filling)));
  const [records, additional, authority] = [recordsOf('answer'), recordsOf('additional'), recordsOf('authority')];
  const whole = [...records, ...additional, ...authority].every((record) => record !== undefined);
  const present = (list: readonly (DnsRecord | undefined)[]): readonly DnsRecord[] =>
    list.flatMap((each) => each ?? []);
  const made = whole
    ? { rcode, records: present(records), additional: present(additional), authority: present(authority) }
    : { rcode: 'SERVFAIL' as const };
  return answerOf(made, () => {
    const values = present(records).map(({ data }) => data);
    const outcome = whole ? (values.length > 0 ? values.join(', ') : rcode) : 'no record that can be read';
    const text = `a template makes of ${displayName(question.name)}: ${outcome}`;
    return { reason: { code: 'template', text }, ...(rule === undefined ? {} : { rule }), considered: [] };
  });
}

function unmatched({ rule }: Template, question: Question): Answer {
  const text = `${displayName(question.name)} matches no template, and does not fall through`;
  return answerOf({ rcode: 'NXDOMAIN' }, () => {
    return { reason: { code: 'no-template', text }, ...(rule === undefined ? {} : { rule }), considered: [] };
  });
}

function fillIn(text: string, question: Question, { name, zone, match }: Filling): string {
  return text.replaceAll(ACTION, (_whole, field, index, group, quoted) => {
    if (field === 'Name') return name;
    if (field === 'Zone') return zone;
    if (field === 'Class') return 'IN';
    if (field === 'Type') return question.type;
    if (index !== undefined) return match.texts[Number(index)] ?? '';
    return match.named[group ?? quoted] ?? match.texts[Number(group ?? quoted)] ?? '';
  });
}

/** A record in zone-file notation: name, and in any order TTL and class, then type and data. */
function readRecord(text: string): DnsRecord | undefined {
  const [name = '', ...words] = text.trim().split(/\s+/);
  let ttl = 3600;
  while (/^(\d+|IN)$/i.test(words[0] ?? '')) {
    const word = words.shift() ?? '';
    if (word.toUpperCase() !== 'IN') ttl = Number(word);
  }
  const type = words.shift()?.toUpperCase() ?? '';
  if (!isRecordType(type) || words.length !== (WORDS[type] ?? words.length) || (name !== '.' && !isWellFormed(name))) {
    return undefined;
  }
  if (type.startsWith('A') && addressTypeOf(words[0] ?? '') !== type) return undefined;
  return { name: absoluteName(name), type, ttl, data: words.join(' ') };
}

function isRecordType(type: string): type is RecordType {
  return TYPES.has(type);
}
