import type { StatementResult as Ran } from '../../clients/shell/index.ts';
import type { StatementResult } from '../../report/index.ts';
import {
  askedFromInside,
  fileMakerBefore,
  missingDataFile,
  notRunBefore,
  ownObjectMissing,
  withoutEntry,
  withoutExternalNodes,
} from './doubts.ts';
import type { JudgedDifference } from './judge-output.ts';
import { notJudged } from './not-judged.ts';
import { emptyVariable, isOwnMachine, kindOfOthers, nameOfOthers } from './outside-world.ts';
import type { PageScene } from './scene.ts';
import type { Typed } from './type-command.ts';

type Unjudged = Pick<StatementResult, 'status' | 'differences' | 'judgedLines' | 'reason'> &
  Pick<StatementResult, 'because'>;

/**
 * Why nobody knows whether a command that differs is the page's fault: it leads to what is outside the model, or lacks what
 * an earlier statement may have made that was not run. `undefined` where the page is to be blamed.
 */
export async function unjudged(
  run: Typed & { readonly ran: Ran },
  differences: readonly JudgedDifference[],
  scene: PageScene,
): Promise<Unjudged | undefined> {
  const { ran, statement } = run;
  const failure = ran.status === 0 ? ran.stderr : ran.output;
  const outside = await outsideTheModel(run, { differences, failure }, scene);
  if (outside !== undefined) return notJudged('not-modelled', outside);
  const unrun =
    notRunBefore({ differences, failure, text: statement.text }, scene.results) ??
    fileMakerBefore(failure, scene.results);
  if (unrun !== undefined && differences.every(({ lacks }) => lacks === 'Ingress')) {
    // All else in the row holds; who gives the address was not run.
    const reason = `the address is not judged: line ${unrun.line} was not run, and may have made the controller`;
    return { status: 'holds', differences: [], judgedLines: statement.output?.lines.length ?? 0, reason };
  }
  if (unrun !== undefined) {
    const reason = `line ${unrun.line} was not run, and may have made what is missing here`;
    return { ...notJudged('not-modelled', reason), because: unrun.line };
  }
  const file = missingDataFile(failure);
  return file === undefined ? undefined : notJudged('not-modelled', file);
}

async function outsideTheModel(
  run: Typed & { readonly ran: Ran },
  { differences, failure }: { readonly differences: readonly JudgedDifference[]; readonly failure: string },
  scene: PageScene,
): Promise<string | undefined> {
  const { ran, place, command, statement } = run;
  const { view } = scene.terminals.cluster;
  const name = nameOfOthers(ran, view);
  if (name !== undefined) return `what the name servers outside say of ${name} is not known`;
  if (isOwnMachine(place, failure, scene.results)) return 'what listens on the own machine of the reader is not known';
  const empty = await emptyVariable(place, command, scene.terminals);
  if (empty !== undefined) return `$${empty} is empty: this cluster has nothing to put there`;
  const kind = kindOfOthers(failure);
  if (kind !== undefined) return `what gives the cluster the kind ${kind} is not in the page`;
  return (
    ownObjectMissing(ran) ??
    askedFromInside(run, scene) ??
    withoutEntry(differences, view) ??
    withoutExternalNodes(statement, { differences }, { results: scene.results, view })
  );
}
