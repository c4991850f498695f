import { answerOf } from './answer-of.ts';
import { matchZone } from './corefile/zone-names.ts';
import { canonicalName, displayName } from './names.ts';
import type { Answer, Plugin, Question, Zone } from './zone.ts';

/**
 * Answers one question as the cluster's DNS server does: the server block with the longest zone passes it from plugin to
 * plugin until one answers. Total: any name gets an answer (coredns core/dnsserver/server.go ServeDNS).
 */
export function answer(zone: Zone, question: Question): Answer {
  const { failure } = zone;
  if (failure !== undefined) return answerOf({ rcode: 'SERVFAIL' }, () => failure);
  const longest = matchZone(
    zone.blocks.flatMap(({ zones }) => zones),
    canonicalName(question.name),
  );
  const block = longest === undefined ? undefined : zone.blocks.find(({ zones }) => zones.includes(longest));
  if (block !== undefined) return pass(block.plugins, question);
  const text = `no server block of the Corefile answers for ${displayName(question.name)}`;
  return answerOf({ rcode: 'REFUSED' }, () => ({ reason: { code: 'no-server-block', text }, considered: [] }));
}

function pass(plugins: readonly Plugin[], question: Question): Answer {
  const [first, ...rest] = plugins;
  if (first !== undefined) return first(question, (passed) => pass(rest, passed));
  const text = `no plugin of the Corefile answers for ${displayName(question.name)}`;
  return answerOf({ rcode: 'SERVFAIL' }, () => ({ reason: { code: 'no-plugin', text }, considered: [] }));
}
