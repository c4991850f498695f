import type { Rcode, Resolution } from '../../engine/model/index.ts';
import { firstNames } from '../../engine/model/index.ts';
import {
  type LookUpAnswer,
  meaningOf,
  meetsAddress,
  type Phrase,
  parseLookUpAnswer,
  readAddressPattern,
} from '../../grammar/index.ts';
import { explainResolution, explainTrace } from '../../report/index.ts';
import { failExpectation } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { isNamedPolicy } from './connection.ts';
import { givenAnswers } from './given-answers.ts';
import { serviceNamed } from './service-named.ts';

/** Holds if the look-up answers with what is named, and nothing else; an alias may lead on. See `parseLookUpAnswer`. */
export function expectResolvesTo(resolution: Resolution, answer: string | Phrase<LookUpAnswer>, scope: Scope): void {
  const { rcode, answers } = resolution;
  const wanted = meaningOf(answer, parseLookUpAnswer);
  if (rcode === 'NOERROR' && answers.length > 0 && meetsAnswer(resolution, wanted, scope)) return;
  const found = firstNames(answers.map(({ type, data }) => (type === resolution.type ? data : `${type} ${data}`)));
  failExpectation(
    `${resolution.name} resolves to ${answer}`,
    found === '' ? resolution.reason.text : `it resolves to ${found}`,
    evidence(resolution),
  );
}

/** Holds if what the name gives is outside the model. */
export function expectUnknownName(resolution: Resolution): void {
  const { name, rcode, reason } = resolution;
  if (rcode !== 'UNKNOWN') failExpectation(`what ${name} resolves to is unknown`, reason.text, evidence(resolution));
}

/**
 * Holds if the look-up gives nothing of what was asked, an alias that leads nowhere included; with a code, if it fails
 * with that one (`NODATA` is NOERROR without such a record).
 */
export function expectFailsToResolve(resolution: Resolution, code: Rcode | 'NODATA' | undefined): void {
  const got = resolution.rcode === 'NOERROR' && givenAnswers(resolution).length === 0 ? 'NODATA' : resolution.rcode;
  if (code === undefined ? got !== 'NOERROR' && got !== 'UNKNOWN' : got === code) return;
  const expected = `${resolution.name} fails to resolve${code === undefined ? '' : ` with ${code}`}`;
  failExpectation(
    expected,
    got === 'NOERROR' ? 'it resolves' : `it fails with ${got}: ${resolution.reason.text}`,
    evidence(resolution),
  );
}

/** Holds if the look-up gives nothing because the policy keeps its questions from the nameserver. */
export function expectLookUpDeniedBy(resolution: Resolution, policy: string): void {
  const { decidedBy = [] } = resolution;
  const denied = decidedBy.some(({ part, rule }) => part !== 'passes' && isNamedPolicy(rule.ref, policy));
  if (denied && givenAnswers(resolution).length === 0) return;
  const found = givenAnswers(resolution).length > 0 ? 'it resolves' : resolution.reason.text;
  failExpectation(`it is denied by network policy ${policy}`, found, evidence(resolution));
}

/** Holds if the look-up, as people read it, contains the text: what became of its questions on their way included. */
export function expectLookUpExplained(resolution: Resolution, text: string): void {
  const told = [evidence(resolution), ...(resolution.ways ?? []).map((way) => explainTrace(way))].join('\n');
  if (!told.includes(text)) failExpectation(`the explanation contains "${text}"`, 'it does not', told);
}

function evidence(resolution: Resolution): string {
  return explainResolution('the client', resolution);
}

function meetsAnswer(resolution: Resolution, wanted: LookUpAnswer, scope: Scope): boolean {
  switch (wanted.kind) {
    case 'alias': {
      const aliases = resolution.answers.filter(({ type }) => type === 'CNAME');
      return aliases.some(({ data }) => withoutDot(data) === withoutDot(wanted.name));
    }
    case 'cluster IP': {
      const { spec } = serviceNamed(scope, wanted.service).object;
      return answersAre(resolution, spec.clusterIPs ?? [spec.clusterIP ?? '']);
    }
    case 'data':
      return answersAre(resolution, wanted.data);
  }
}

function answersAre(resolution: Resolution, wanted: readonly string[]): boolean {
  const found = resolution.answers.filter(({ type }) => type !== 'CNAME').map((record) => record.data);
  const tests = wanted.map(dataTest);
  return tests.every((meets) => found.some(meets)) && found.every((data) => tests.some((meets) => meets(data)));
}

/** Whether the data of a record is the one that is wanted: a name, an address, or an address of which parts may be any. */
function dataTest(wanted: string): (data: string) => boolean {
  const pattern = readAddressPattern(wanted);
  if (pattern === undefined) return (data) => withoutDot(data) === withoutDot(wanted);
  return (data) => meetsAddress(pattern, { ip: data });
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
