import type { RuleRef } from '../../../model/index.ts';
import { answerExternally } from '../answer-externally.ts';
import { answerOf } from '../answer-of.ts';
import { canonicalName } from '../names.ts';
import type { Answer, ExternalHosts, Plugin } from '../zone.ts';
import type { Directive } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { matchZone, zonesOf } from './zone-names.ts';

/** More nameservers than this CoreDNS does not take (coredns plugin/forward/setup.go max). */
const MOST = 15;

/**
 * The forward plugin (coredns plugin/forward/setup.go). Whatever server it names, the table of external hosts answers:
 * no real network is ever asked.
 */
export function forwardPlugin(directive: Directive, hosts: ExternalHosts, context: PluginContext): Plugin {
  const [from = '.', ...servers] = directive.args;
  if (servers.length > MOST) context.refuse(directive, `more than ${MOST} TOs configured: ${servers.length}`);
  const zones = zonesOf(from);
  const except: string[] = [];
  for (const line of directive.lines) {
    if (line.name === 'except') except.push(...line.args.flatMap(zonesOf));
  }
  const { place } = directive;
  const stub = !context.zones.includes('') || !zones.includes('');
  const rule = stub ? place.source.rule(place.line) : undefined;
  return (question, next) => {
    const name = canonicalName(question.name);
    if (matchZone(zones, name) === undefined || matchZone(except, name) !== undefined) return next(question);
    return stub ? stubAnswer(answerExternally(hosts, question), servers, rule) : answerExternally(hosts, question);
  };
}

/** The same answer, whose reason tells where the real question goes. */
function stubAnswer(answer: Answer, servers: readonly string[], rule: RuleRef | undefined): Answer {
  const { rcode, records } = answer;
  return answerOf({ rcode, records, forwarded: true }, () => {
    const text = `${answer.reason.text} (the question goes to ${servers.join(', ')})`;
    return { reason: { ...answer.reason, text }, ...(rule === undefined ? {} : { rule }), considered: [] };
  });
}
