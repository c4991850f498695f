import type { DnsRecord } from '../../model/index.ts';
import { ruleAt } from '../../model/index.ts';
import { answerOf } from './answer-of.ts';
import { soaRecord } from './authority.ts';
import { absoluteName, addressOfReverseName, displayName } from './names.ts';
import type { Answer, KubernetesZone, Question } from './zone.ts';

/** Answers a question about a name in a reverse zone: PTR, for the addresses of Services and of their endpoints. */
export function answerReverse(zone: KubernetesZone, question: Question): Answer {
  const ip = addressOfReverseName(question.name);
  const pointers = ip === undefined || question.type !== 'PTR' ? [] : zone.pointersTo(ip);
  const [first] = pointers;
  if (first === undefined) {
    const text = `no Service and no endpoint has the address ${ip ?? displayName(question.name)}`;
    return answerOf({ rcode: 'NXDOMAIN', authority: [soaRecord(zone)] }, () => ({
      reason: { code: 'unknown-address', text },
      considered: [],
    }));
  }
  const name = absoluteName(question.name);
  const targets = [...new Set(pointers.map(({ target }) => target))];
  const records = targets.map((data): DnsRecord => ({ name, type: 'PTR', ttl: zone.settings.ttl, data }));
  return answerOf({ rcode: 'NOERROR', records }, () => ({
    reason: { code: 'pointer', text: `${ip} is ${targets.map(displayName).join(', ')}` },
    rule: ruleAt(zone.view, first.object),
    considered: [],
  }));
}
