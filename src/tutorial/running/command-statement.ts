import { HOST, type Place, type StatementResult as Ran } from '../../clients/shell/index.ts';
import type { StatementResult } from '../../report/index.ts';
import { knownTokens } from '../comparison/index.ts';
import type { CommandStatement } from '../page/index.ts';
import { failureBefore } from './because.ts';
import { judgeOutput } from './judge-output.ts';
import { applyManifest } from './manifest-statement.ts';
import { modernWay } from './modern-way.ts';
import { notJudged } from './not-judged.ts';
import { withNodesOf } from './outside-world.ts';
import { placeOf, unseenPods } from './place-of.ts';
import { namespaceOf, type PageScene } from './scene.ts';
import { leave, runAndEnter, type Typed } from './type-command.ts';
import { unjudged } from './unjudged.ts';

type Judged = Partial<StatementResult> & Pick<StatementResult, 'status' | 'differences' | 'judgedLines'>;

/** Runs a command where the page's reader would, and judges it by what the page prints for it. */
export async function runCommandStatement(statement: CommandStatement, scene: PageScene): Promise<Judged> {
  const { view } = scene.terminals.cluster;
  for (const manifest of scene.pending.shownBy(statement, view)) await applyManifest(manifest, scene);
  scene.bindings = withNodesOf(statement.text, scene.bindings, { view, line: statement.line });
  const rewrite = (text: string) => scene.bindings.rewrite(text);
  const found = placeOf(statement, {
    view: scene.terminals.cluster.view,
    session: scene.session,
    namespace: namespaceOf(scene),
    rewrite,
  });
  if (found.leaves === true) await leave(scene);
  pairUnseen(rewrite(statement.text), statement.line, scene);
  const command = rewrite(statement.text);
  if (!isThere(found.place, scene)) {
    const reason = 'there is no such pod or node: what makes it was not run';
    return { where: placeJudged(found.place), ...notJudged('skipped', reason) };
  }
  const { place, unset } = await whereItsVariablesAre(found.place, { statement, command }, scene);
  const where = placeJudged(place);
  if (unset.length > 0) {
    const names = unset.map((name) => `$${name}`).join(', ');
    return {
      where,
      ...notJudged('skipped', `${names} ${unset.length === 1 ? 'is' : 'are'} not set: the reader gives a value`),
    };
  }
  await leaveRemade(command, scene);
  const ran = await runAndEnter({ place, command, statement }, scene);
  return { where, ...(await judge({ statement, place, command, ran }, scene)) };
}

/** Pairs the names of pods that the page types before it has shown them. */
function pairUnseen(command: string, line: number, scene: PageScene): void {
  const { view } = scene.terminals.cluster;
  for (const [page, cluster] of unseenPods(command, { view, namespace: namespaceOf(scene) })) {
    const [owner] = knownTokens(view).objectsNamed(cluster);
    scene.bindings = scene.bindings.withIfFree({
      kind: 'name',
      page,
      cluster,
      line,
      ...(owner === undefined ? {} : { owner }),
    });
  }
}

/**
 * What nobody's prompt stands before runs where its variables have values: those that the open shell lacks, on the host. Also
 * which of them nobody has set.
 */
async function whereItsVariablesAre(
  place: Place,
  { statement, command }: Omit<Typed, 'place'>,
  { terminals }: PageScene,
): Promise<{ readonly place: Place; readonly unset: readonly string[] }> {
  const unset = await terminals.unset(place, command);
  const isNamed = statement.prompt !== undefined || statement.annotations.where !== undefined;
  if (unset.length === 0 || place.kind === 'host' || isNamed) return { place, unset };
  return (await terminals.unset(HOST, command)).length === 0 ? { place: HOST, unset: [] } : { place, unset };
}

interface Run extends Typed {
  readonly ran: Ran;
}

async function judge(run: Run, scene: PageScene): Promise<Judged> {
  const { statement, place, command, ran } = run;
  const { skipped, notModelled } = ran;
  if (skipped !== undefined) return notJudged('skipped', skipped);
  if (notModelled !== undefined) return notJudged('not-modelled', notModelled.reason);
  const installer = ran.status === 127 ? installerBefore(place, scene.results) : undefined;
  if (installer !== undefined) {
    const reason = `line ${installer.line} installs packages, and with them perhaps this program`;
    return { ...notJudged('not-modelled', reason), because: installer.line };
  }
  const told = { ran: command, exitStatus: ran.status, actual: ran.output };
  const judged = await judgeOutput(statement, ran, scene);
  if (judged.status !== 'differs') return { ...told, ...judged };
  // What no cluster of today takes differs once; the page goes on as if it were written for today.
  const modern = await modernWay(run, scene);
  if (modern !== undefined) return { ...told, ...judged, reason: modern };
  const doubt = await unjudged(run, judged.differences, scene);
  if (doubt !== undefined) return { ...told, ...doubt };
  const because = failureBefore(statement, ran, scene.results);
  return { ...told, ...judged, ...(because === undefined ? {} : { because }) };
}

function isThere(place: Place, { terminals }: PageScene): boolean {
  const { view } = terminals.cluster;
  if (place.kind === 'node') return view.get('Node', place.name) !== undefined;
  return place.kind !== 'pod' || view.get('Pod', place.name, place.namespace)?.object.status?.phase === 'Running';
}

/** Making a pod again whose shell is open means that the shell was left, and that the pod went with it. */
async function leaveRemade(command: string, scene: PageScene): Promise<void> {
  if (!/^(?:sudo\s+)?kubectl\s(?:.*\s)?run\s/.test(command)) return;
  for (const word of command.split(/\s+/)) {
    for (const shell of scene.session.leavePod(word)) await scene.terminals.leave(shell.place);
  }
}

function placeJudged(place: Place): NonNullable<StatementResult['where']> {
  switch (place.kind) {
    case 'host':
      return HOST;
    case 'node':
      return { kind: 'node', name: place.name };
    case 'outside':
      return { kind: 'outside', ...(place.name === undefined ? {} : { name: place.name }) };
    case 'pod': {
      const { namespace, name, container } = place;
      return { kind: 'pod', namespace, name, ...(container === undefined ? {} : { container }) };
    }
  }
}

/** A package manager that was to install something there, and which nobody models. */
function installerBefore(place: Place, results: readonly StatementResult[]): StatementResult | undefined {
  const { kind, name } = placeJudged(place);
  return results.findLast(
    ({ where, status, text }) =>
      status === 'not-modelled' &&
      where?.kind === kind &&
      where.name === name &&
      /\b(?:install|add|localinstall)\b/.test(text),
  );
}
