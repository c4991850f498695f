import type { Cluster } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import type { Trace } from '../../engine/model/index.ts';
import { firstLines, SetupError } from '../../engine/model/index.ts';
import { phraseOf, readTarget } from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';
import { countOf, evidence, verdictOf } from './answer-text.ts';
import { type Answered, ask } from './ask.ts';
import { refuseUnknownName } from './known-name.ts';

type Wanted = 'yes' | 'no' | 'refused' | 'timeout' | 'unresolved' | 'flaky';

/** What a cell of a truth table may say. */
const CELLS: Readonly<Record<string, Wanted | 'any'>> = {
  '✓': 'yes',
  '✔': 'yes',
  yes: 'yes',
  allow: 'yes',
  allowed: 'yes',
  connected: 'yes',
  true: 'yes',
  y: 'yes',
  x: 'no',
  '✗': 'no',
  '✘': 'no',
  no: 'no',
  deny: 'no',
  denied: 'no',
  false: 'no',
  n: 'no',
  refused: 'refused',
  timeout: 'timeout',
  unresolved: 'unresolved',
  flaky: 'flaky',
  '': 'any',
  '-': 'any',
};

/** Holds if every cell of the table tells the truth: rows connect, columns are connected to. Every wrong cell is reported. */
export async function expectConnectivity(
  asked: Backend | Cluster,
  table: readonly (readonly string[])[],
  namespace: string,
): Promise<void> {
  const wrong: WrongCell[] = [];
  for (const cell of cellsOf(table)) wrong.push(...(await wrongIn(backendOf(asked), cell, namespace)));
  if (wrong.length === 0) return;
  const lines = wrong.map(
    ({ from, to, wanted, trace }) => `${from} → ${to}: expected ${wanted}, but ${verdictOf(trace)}`,
  );
  failExpectation(
    'the connectivity is as the table says',
    `${countOf(wrong.length, 'cell')} wrong\n  ${firstLines(lines).join('\n  ')}`,
    evidence(wrong),
  );
}

interface Cell {
  readonly from: string;
  readonly to: string;
  /** As it was written. */
  readonly wanted: string;
}

interface WrongCell extends Answered {
  readonly wanted: string;
}

function cellsOf([header = [], ...rows]: readonly (readonly string[])[]): readonly Cell[] {
  const targets = header.slice(1);
  if (targets.length === 0 || rows.length === 0)
    throw new SetupError('the table needs a row of targets and a column of clients');
  return rows.flatMap(([from = '', ...cells]) =>
    targets.map((to, index) => ({ from, to, wanted: cells[index] ?? '' })),
  );
}

async function wrongIn(backend: Backend, { from, to, wanted }: Cell, namespace: string): Promise<readonly WrongCell[]> {
  const text = wanted.trim().toLowerCase();
  const meant = CELLS[text];
  if (meant === undefined)
    throw new SetupError(`"${text}" is no cell of a connectivity table; write ✓ or ✗, allow or deny, refused, timeout`);
  if (meant === 'any') return [];
  const answer = await ask(backend, { from: phraseOf(from), to: readTarget(to), namespace });
  if (meant === 'no' || meant === 'unresolved') {
    const says = meant === 'no' ? 'unreached' : 'unresolved';
    refuseUnknownName(await backend.objects(), answer.trace, says);
  }
  return cellHolds(meant, answer.trace) ? [] : [{ ...answer, wanted }];
}

function cellHolds(wanted: Wanted, trace: Trace): boolean {
  if (wanted === 'yes') return trace.reach === 'always';
  if (wanted === 'no') return trace.reach === 'never';
  if (wanted === 'flaky') return trace.reach === 'sometimes';
  return trace.outcome === wanted;
}
