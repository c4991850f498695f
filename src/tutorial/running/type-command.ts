import type { Place, StatementResult as Ran } from '../../clients/shell/index.ts';
import { knownTokens } from '../comparison/index.ts';
import type { CommandStatement } from '../page/index.ts';
import type { PageScene } from './scene.ts';

/** A command, and where it runs. */
export interface Typed {
  readonly place: Place;
  readonly command: string;
  readonly statement: CommandStatement;
}

/** Runs a command, and keeps account of the shells that it opens and leaves. */
export async function runAndEnter({ place, command, statement }: Typed, scene: PageScene): Promise<Ran> {
  const { session, files, options, manifests } = scene;
  const reader = files.readerAt(statement.line, options.files, (text) => manifests.textOf(text));
  const ran = await scene.terminals.run(place, command, { files: reader });
  if (ran.left === true) await leave(scene);
  if (ran.entered !== undefined)
    session.enter({ place: ran.entered, openedAt: statement.prompt, section: statement.section });
  const { view } = scene.terminals.cluster;
  session.keep((each) => each.kind !== 'pod' || view.get('Pod', each.name, each.namespace) !== undefined);
  scene.bindings = scene.bindings.settled(knownTokens(view));
  return ran;
}

/** Leaves the innermost shell; a pod that was only there for it goes. */
export async function leave({ session, terminals }: PageScene): Promise<void> {
  const shell = session.leave();
  if (shell !== undefined) await terminals.leave(shell.place);
}
