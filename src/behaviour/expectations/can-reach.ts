import type { Cluster } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import { type From, type Phrase, phraseOf, type TargetQuery } from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import { evidence, verdictOf } from './answer-text.ts';
import { type Answered, ask, targetPhrase } from './ask.ts';
import { refuseNameOfNobody, refuseUnknownName } from './known-name.ts';

/** One client, and where it does or does not get through to. */
export interface Reaching {
  readonly from: From;
  /** What a client could write, or `namespace/name:port`. */
  readonly to: string | Phrase<TargetQuery>;
  /** Where the client is looked for unless it names a namespace itself. */
  readonly namespace: string;
}

/** Holds if the client gets through on every way. */
export async function expectCanReach(asked: Backend | Cluster, reaching: Reaching): Promise<void> {
  const answer = await answerTo(asked, reaching);
  if (answer.trace.reach !== 'always') fail(answer, 'can reach');
}

/**
 * Holds if the client gets through on no way. Throws a SetupError for a name that the client cannot resolve because nobody
 * has it.
 */
export async function expectCannotReach(asked: Backend | Cluster, reaching: Reaching): Promise<void> {
  const answer = await answerTo(asked, reaching);
  refuseNameOfNobody(answer.to, [answer]);
  refuseUnknownName(await backendOf(asked).objects(), answer.trace, 'unreached');
  if (answer.trace.reach !== 'never') fail(answer, 'cannot reach');
}

function answerTo(asked: Backend | Cluster, { from, to, namespace }: Reaching): Promise<Answered> {
  return ask(backendOf(asked), { from: phraseOf(from), to: targetPhrase(to), namespace });
}

function fail(answer: Answered, verb: string): never {
  const { from, to, trace } = answer;
  failExpectation(`${from} ${verb} ${to}`, `${from} ${verdictOf(trace)}`, evidence([answer]));
}
