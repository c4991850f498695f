import type { Resolution } from '../engine/model/index.ts';
import { type ResolutionJson, resolutionJson } from './json/resolution-json.ts';
import { inOneLine } from './terminal/index.ts';
import { ruleText } from './trace-text.ts';

/** A look-up for people: the verdict, every question that was put to a server, the records, and why. */
export function formatResolution(who: string, resolution: ResolutionJson): string {
  const { name, type, rcode, answers, queries, reason, rule, considered } = inOneLine(resolution);
  const verdict = rcode === 'NOERROR' && answers.length === 0 ? 'NODATA' : rcode;
  const width = Math.max(0, ...queries.map((query) => query.name.length));
  const lines = [
    `${inOneLine(who)} resolves ${name} ${type}    ${verdict}`,
    ...queries.map(
      (query, index) =>
        `${String(index + 1).padStart(2)} ${query.name.padEnd(width)}  ${query.type}  ${query.server}  ${query.rcode}`,
    ),
    ...answers.map((record) => `   ${record.name} ${record.ttl} IN ${record.type} ${record.data}`),
    `   ${reason.text}${rule === undefined ? '' : `  ${ruleText(rule)}`}`,
    ...considered.map(({ rule: near, mismatch }) => `     looked at ${ruleText(near)}: ${mismatch}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** As `formatResolution`, of a look-up that is no JSON yet. */
export function explainResolution(who: string, resolution: Resolution): string {
  return formatResolution(who, resolutionJson(resolution));
}
