import type { DnsQuery, DnsRecord, Rcode, Reason, RecordType, Resolution } from '../../engine/model/index.ts';
import { type ConsideredJson, consideredJson, type RuleJson, ruleJson } from './rule-json.ts';
import { JSON_VERSION, type Versioned } from './version.ts';

/** The JSON of `curlew resolve`. NOERROR without answers is NODATA. */
export interface ResolutionJson extends Versioned {
  readonly name: string;
  readonly type: RecordType;
  readonly rcode: Rcode;
  readonly answers: readonly DnsRecord[];
  readonly queries: readonly DnsQuery[];
  readonly reason: Reason;
  readonly rule?: RuleJson;
  readonly considered: readonly ConsideredJson[];
}

/** A look-up as `curlew resolve -o json` prints it. */
export function resolutionJson({ name, type, rcode, answers, queries, ...why }: Resolution): ResolutionJson {
  const { reason, rule, considered } = why;
  return {
    version: JSON_VERSION,
    ...{ name, type, rcode, answers, queries, reason },
    ...(rule === undefined ? {} : { rule: ruleJson(rule) }),
    considered: considered.map(consideredJson),
  };
}
