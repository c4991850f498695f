import { describe, expect, test } from 'vitest';
import type {
  MutantFate,
  MutatedField,
  MutationEffect,
  MutationOutcome,
  PortRanges,
} from '../../engine/model/index.ts';
import { ruleWithin } from '../../engine/model/index.ts';
import { countMutants, effectsText, mutationJson, mutationText } from './index.ts';

const LOCATION = { file: 'db.yaml', line: 2, column: 3 };
const REF = { kind: 'NetworkPolicy', namespace: 'shop', name: 'db' };
const mutant: MutatedField = {
  rule: { ...ruleWithin(REF, ['spec', 'ingress', 0], LOCATION), location: LOCATION },
  what: 'drops the rule',
  before: { from: [{ podSelector: {} }] },
};
const whole: MutatedField = {
  rule: { ...ruleWithin(REF, [], LOCATION), location: LOCATION },
  what: 'drops the policy',
};

const tcp = (...ports: readonly number[]): PortRanges => ({
  protocol: 'TCP',
  ranges: ports.map((port) => ({ from: port, to: port })),
});
const EVERY: readonly PortRanges[] = (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => ({
  protocol,
  ranges: [{ from: 1, to: 65_535 }],
}));
const web = { kind: 'Workload', namespace: 'shop', name: 'web', workloadKind: 'Deployment' } as const;
const db = { kind: 'Pod', pod: { kind: 'Pod', namespace: 'shop', name: 'db' } } as const;
const outside = {
  kind: 'External',
  ranges: [
    { family: 4, first: 0n, last: 255n },
    { family: 4, first: 512n, last: 512n },
  ],
} as const;
const closes: MutationEffect = { change: 'closes', from: web, to: db, ports: [tcp(80, 443)], listening: true };

const killed = (timedOut: boolean): MutantFate => ({
  status: 'killed',
  killer: { uri: 'shop.feature', line: 4, name: 'the shop', step: 'Then it reaches pod db', timedOut },
});
const survived = (...effects: readonly MutationEffect[]): MutantFate => ({ status: 'survived', effects });

function outcome(fates: readonly MutantFate[], left = 0, of: MutatedField = mutant): MutationOutcome {
  return { verdicts: fates.map((fate) => ({ mutant: of, ...fate })), left };
}

describe('an effect', () => {
  test.each<{ effects: readonly MutationEffect[]; text: string }>([
    { effects: [closes], text: 'closes deployment shop/web → pod shop/db 80/TCP 443/TCP' },
    {
      effects: [{ ...closes, change: 'opens', from: outside, listening: false }],
      text: 'opens outside 0.0.0.0-0.0.0.255 … → pod shop/db 80,443/TCP',
    },
    {
      effects: [{ ...closes, to: { kind: 'ClusterDns' }, ports: EVERY, listening: false }, closes, closes],
      text: "closes deployment shop/web → the cluster's DNS any port, and 2 more",
    },
    { effects: [], text: 'it is about nodes or names outside, of which the matrix tells nothing' },
  ])('$text', ({ effects, text }) => {
    expect(effectsText(effects)).toBe(text);
  });
});

describe('the counts', () => {
  test.each<{ fates: readonly MutantFate[]; counts: object }>([
    { fates: [], counts: { tried: 0, score: 100 } },
    { fates: [{ status: 'equivalent' }], counts: { tried: 1, equivalent: 1, score: 100 } },
    {
      fates: [killed(false), killed(true), survived(closes)],
      counts: { tried: 3, noticed: 2, timedOut: 1, survived: 1, score: 66.6 },
    },
    { fates: [{ status: 'invalid', because: 'no' }, killed(false)], counts: { tried: 1, invalid: 1, noticed: 1 } },
  ])('of $fates are $counts', ({ fates, counts }) => {
    expect(countMutants(outcome(fates).verdicts)).toMatchObject(counts);
  });
});

test('the JSON has its version, each mutant, and those that survived by place', () => {
  const place = { file: 'db.yaml', line: 2, object: 'NetworkPolicy shop/db' };
  const field = { ...place, path: 'spec.ingress[0]', what: 'drops the rule' };
  const value = { before: { from: [{ podSelector: {} }] }, after: null };
  const effect = {
    ...{ change: 'closes', from: 'deployment shop/web', to: 'pod shop/db' },
    ...{ ports: '80/TCP 443/TCP', listening: true },
  };
  const killedBy = { file: 'shop.feature', line: 4, scenario: 'the shop', step: 'Then it reaches pod db' };
  const fates = [killed(false), killed(true), survived(closes), { status: 'invalid', because: 'no' } as const];
  expect(mutationJson(outcome(fates, 2))).toEqual({
    ...{ version: 1, mutants: 6, tried: 3, noticed: 2, timedOut: 1, equivalent: 0, invalid: 1, score: 66.6 },
    survivors: [field],
    results: [
      { status: 'killed', ...field, ...value, killedBy },
      { status: 'timeout', ...field, ...value, killedBy },
      { status: 'survived', ...field, ...value, effects: [effect] },
      { status: 'invalid', ...field, ...value, because: 'no' },
    ],
  });
});

describe('for people', () => {
  const textOf = () => 'kind: NetworkPolicy\n  spec: {}\n';

  test('each survivor has its line and an effect, and the counts stand below', () => {
    expect(mutationText(outcome([killed(false), survived(closes)], 1), textOf)).toBe(`no scenario notices
  db.yaml:2: NetworkPolicy shop/db spec.ingress[0]: drops the rule
      2 |   spec: {}
      closes deployment shop/web → pod shop/db 80/TCP 443/TCP

2 changes: 1 noticed, 1 not noticed, 0 without any effect; 1 of 3 were not tried (--limit)
score 50.0%
`);
  });

  test('a whole object has no path, and a file that cannot be shown no line', () => {
    const [, title, effect] = mutationText(outcome([survived()], 0, whole), () => undefined).split('\n');
    expect([title, effect]).toEqual([
      '  db.yaml:2: NetworkPolicy shop/db: drops the policy',
      '      it is about nodes or names outside, of which the matrix tells nothing',
    ]);
  });

  test('where nothing survives nothing is listed, and without an effect there is no score', () => {
    expect(mutationText(outcome([{ status: 'equivalent' }]), textOf)).toBe(
      '1 changes: 0 noticed, 0 not noticed, 1 without any effect\nno score: none of them has an effect\n',
    );
  });
});
