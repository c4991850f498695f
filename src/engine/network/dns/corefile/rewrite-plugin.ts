import type { DnsRecord } from '../../../model/index.ts';
import { answerOf } from '../answer-of.ts';
import { explanationOf } from '../explanation-of.ts';
import { absoluteName, displayName, isWellFormed } from '../names.ts';
import type { Answer, Plugin, Question } from '../zone.ts';
import type { Rename, RewriteRule } from './rewrite-rule.ts';

/** What the rules made of a question. */
interface Rewriting {
  readonly asked: string;
  readonly name: string;
  readonly applied: readonly RewriteRule[];
  readonly owners: readonly Rename[];
  readonly values: readonly Rename[];
}

/**
 * Renames the question by the first rule that matches, and by those behind it where that says `continue`; what the
 * rules say about answers is done to the records on their way back (coredns plugin/rewrite/{rewrite,reverter}.go). The
 * client always gets its own question back; without an answer rule the records keep the name that they were found by.
 */
export function rewritePlugin(rules: readonly RewriteRule[]): Plugin {
  return (question, next) => {
    const rewriting = rewrite(rules, absoluteName(question.name.toLowerCase()));
    const last = rewriting.applied.at(-1);
    if (last === undefined) return next(question);
    const { asked, name } = rewriting;
    if (!isWellFormed(name)) {
      const text = `${displayName(asked)} is rewritten to ${name}, which is no domain name`;
      return answerOf({ rcode: 'SERVFAIL' }, () => explain('invalid-rewrite', text, last));
    }
    const renamed = name === asked ? question : { ...question, name };
    return asAsked(next(renamed), rewriting, last);
  };
}

/** The questions that an exact rule gives an answer to. */
export function rewriteQuestions(rules: readonly RewriteRule[]): readonly Question[] {
  return rules.flatMap(({ exact }): Question[] =>
    exact === undefined
      ? []
      : [
          { name: absoluteName(exact), type: 'A' },
          { name: absoluteName(exact), type: 'AAAA' },
        ],
  );
}

function rewrite(rules: readonly RewriteRule[], asked: string): Rewriting {
  const applied: RewriteRule[] = [];
  const owners: Rename[] = [];
  const values: Rename[] = [];
  let name = asked;
  for (const rule of rules) {
    const renamed = rule.rename(name);
    if (renamed === undefined) continue;
    applied.push(rule);
    owners.push(...rule.owners(name, renamed));
    values.push(...rule.values(name, renamed));
    name = renamed;
    if (!rule.goesOn) break;
  }
  // What was done last is undone first.
  return { asked, name, applied, owners: owners.reverse(), values: values.reverse() };
}

function asAsked(answer: Answer, rewriting: Rewriting, last: RewriteRule): Answer {
  const { asked, name, applied } = rewriting;
  const ttl = applied.find((rule) => rule.ttl !== undefined)?.ttl;
  const change = (records: readonly DnsRecord[]): readonly DnsRecord[] =>
    records.map((record) => rewriteRecord(record, rewriting, ttl));
  const sections = {
    rcode: answer.rcode,
    forwarded: answer.forwarded,
    records: change(answer.records),
    authority: change(answer.authority),
    additional: change(answer.additional),
  };
  if (asked === name) return answerOf(sections, () => explanationOf(answer));
  return answerOf(sections, () => {
    const text = `${displayName(asked)} is rewritten to ${displayName(name)}: ${answer.reason.text}`;
    return { ...explanationOf(answer), ...explain(answer.reason.code, text, last), considered: answer.considered };
  });
}

function explain(code: string, text: string, { rule }: RewriteRule) {
  return { reason: { code, text }, ...(rule === undefined ? {} : { rule }), considered: [] };
}

function rewriteRecord(record: DnsRecord, { owners, values }: Rewriting, ttl: RewriteRule['ttl']): DnsRecord {
  const kept = ttl === undefined ? record.ttl : Math.min(Math.max(record.ttl, ttl.from), ttl.to);
  return { ...record, name: renameBy(owners, record.name), data: renameData(record, values), ttl: kept };
}

function renameBy(renames: readonly Rename[], name: string): string {
  return renames.reduce((text, rename) => rename(text) ?? text, name);
}

function renameData({ type, data }: DnsRecord, values: readonly Rename[]): string {
  if (values.length === 0) return data;
  if (type === 'CNAME' || type === 'PTR' || type === 'NS') return renameBy(values, data);
  if (type !== 'SRV') return data;
  const words = data.split(' ');
  return [...words.slice(0, -1), renameBy(values, words.at(-1) ?? '')].join(' ');
}
