import type { RuleRef } from '../../../model/index.ts';
import { answerExternally, type Outside } from '../answer-externally.ts';
import { answerOf } from '../answer-of.ts';
import { explanationOf } from '../explanation-of.ts';
import { formatRecord } from '../format-record.ts';
import { canonicalName } from '../names.ts';
import type { Answer, Plugin } from '../zone.ts';
import { readForwardTarget } from './forward-target.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { matchZone, zonesOf } from './zone-names.ts';

/** More nameservers than this CoreDNS does not take (coredns plugin/forward/setup.go max). */
const MOST = 15;

/** What `forward` needs of its surroundings. */
export interface Upstreams {
  readonly outside: Outside;
  /** The nameservers of the machines' resolv.conf, which the DNS pods have, too. */
  readonly machines: readonly string[];
}

/**
 * The forward plugin (coredns plugin/forward/setup.go). The server that it names answers as the cluster describes it, from
 * the table of external hosts: no real network is ever asked.
 */
export function forwardPlugin(directive: Directive, { outside, machines }: Upstreams, context: PluginContext): Plugin {
  const [from = '.', ...servers] = directive.args;
  if (servers.length > MOST) context.refuse(directive, `more than ${MOST} TOs configured: ${servers.length}`);
  const zones = zonesOf(from);
  const except: string[] = [];
  for (const line of directive.lines) {
    if (line.name === 'except') except.push(...line.args.flatMap(zonesOf));
  }
  const { place } = directive;
  const stub = !context.zones.includes('') || !zones.includes('');
  const rule = place.source.rule(place.line);
  const addresses = servers.flatMap((word) => addressesOf(word, machines));
  return (question, next) => {
    const name = canonicalName(question.name);
    if (matchZone(zones, name) === undefined || matchZone(except, name) !== undefined) return next(question);
    const [first = undefined, ...others] = addresses;
    const answer = answerExternally(outside, first, question);
    const odd = others.find((server) => !isSame(answerExternally(outside, server, question), answer));
    const asked = odd !== undefined ? ambiguous(answer, first, odd) : answer;
    return stub || odd !== undefined ? stubAnswer(asked, servers, rule) : asked;
  };
}

function addressesOf(word: string, machines: readonly string[]): readonly string[] {
  const target = readForwardTarget(word);
  if (target === undefined) return [word];
  if ('address' in target) return [target.address];
  return target.file === '/etc/resolv.conf' ? machines : [];
}

function isSame(one: Answer, other: Answer): boolean {
  const text = ({ rcode, records }: Answer): string => [rcode, ...records.map(formatRecord)].join('\n');
  return text(one) === text(other);
}

/** Any of the servers is asked, by chance or the next where one is down: the first stands for them, and it is said. */
function ambiguous(answer: Answer, first: string | undefined, odd: string): Answer {
  const { rcode, records } = answer;
  return answerOf({ rcode, records, forwarded: true }, () => {
    const text = `${answer.reason.text}; nameserver ${odd} would answer otherwise than ${first}`;
    return { ...explanationOf(answer), reason: { ...answer.reason, text } };
  });
}

/** The same answer, whose reason tells where the real question goes. */
function stubAnswer(answer: Answer, servers: readonly string[], rule: RuleRef | undefined): Answer {
  const { rcode, records } = answer;
  return answerOf({ rcode, records, forwarded: true }, () => {
    const text = `${answer.reason.text} (the question goes to ${servers.join(', ')})`;
    return { reason: { ...answer.reason, text }, ...(rule === undefined ? {} : { rule }), considered: [] };
  });
}
