import { answerInZone } from './answer-in-zone.ts';
import { answerOf } from './answer-of.ts';
import { answerReverse } from './answer-reverse.ts';
import type { CompiledPlugin } from './corefile/compile-blocks.ts';
import type { KubernetesSettings } from './corefile/kubernetes-settings.ts';
import { matchZone } from './corefile/zone-names.ts';
import { explanationOf } from './explanation-of.ts';
import type { ZoneGround } from './kubernetes-zones.ts';
import { kubernetesZones } from './kubernetes-zones.ts';
import { addressOfReverseName, canonicalName, isReverseName } from './names.ts';
import type { Plugin } from './zone.ts';
import { zoneQuestions } from './zone-questions.ts';

/**
 * The kubernetes plugin: it answers for the longest of its zones that holds the name. What it does not know falls
 * through to the plugins behind it where its settings say so (coredns plugin/kubernetes/handler.go ServeDNS).
 */
export function kubernetesPlugin(ground: ZoneGround, settings: KubernetesSettings): CompiledPlugin {
  const zones = kubernetesZones(ground, settings);
  const plugin: Plugin = (question, next) => {
    const name = canonicalName(question.name);
    const zone = zones.get(matchZone(settings.zones, name) ?? '');
    if (zone === undefined) return next(question);
    const own = isReverseName(name) ? answerReverse(zone, question) : answerInZone(zone, question);
    if (own.rcode !== 'NXDOMAIN' || matchZone(settings.fallthrough, name) === undefined) return own;
    const other = next(question);
    // Of an address that the next plugin does not know either, the explanation is that of the cluster, which says more.
    const ours = other.rcode === 'NXDOMAIN' && question.type === 'PTR' && addressOfReverseName(name) !== undefined;
    return ours ? answerOf({ rcode: 'NXDOMAIN', forwarded: other.forwarded }, () => explanationOf(own)) : other;
  };
  return {
    plugin,
    *questions() {
      for (const zone of zones.values()) if (!isReverseName(zone.domain)) yield* zoneQuestions(zone);
    },
  };
}
