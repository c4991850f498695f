import { HOST } from '../../clients/shell/index.ts';
import type { Diagnostic } from '../../engine/model/index.ts';
import type { PageDifference, StatementResult } from '../../report/index.ts';
import type { ManifestStatement } from '../page/index.ts';
import { namespaceOf, type PageScene } from './scene.ts';

type Judged = Partial<StatementResult> & Pick<StatementResult, 'status' | 'differences'>;

/**
 * Holds a manifest against the API server of the page's cluster, as `kubectl apply --dry-run=server` would. It is a file
 * of the reader's shell from then on, and is in the cluster where an annotation says so.
 */
export async function runManifest(statement: ManifestStatement, scene: PageScene): Promise<Judged> {
  const { annotations, file, text } = statement;
  const { terminals } = scene;
  const differences = await rejections(statement, scene);
  if (file !== undefined) await terminals.writeFile(HOST, file, text);
  if (differences.length > 0) return { status: 'differs', differences };
  if (annotations.apply === true) await applyManifest(statement, scene);
  else scene.pending.reached(statement);
  return { status: 'holds', differences: [] };
}

/** Applies a manifest that no command applies. */
export async function applyManifest({ text, file, line }: ManifestStatement, scene: PageScene): Promise<void> {
  const { terminals } = scene;
  const texts = [{ name: file ?? `line ${line} of the page`, text }];
  scene.terminals = terminals.on(await terminals.cluster.apply({ texts, namespace: namespaceOf(scene) }));
}

/** What the server does not take, each at its line of the page. */
async function rejections(
  { text, line, endLine }: ManifestStatement,
  scene: PageScene,
): Promise<readonly PageDifference[]> {
  const name = 'a manifest of the page';
  const { cluster } = scene.terminals;
  const applied = await cluster.apply({ texts: [{ name, text }], namespace: namespaceOf(scene) });
  const lines = text.split('\n');
  return applied.diagnostics
    .filter(({ severity, at }) => severity === 'error' && at?.file === name)
    .map((diagnostic): PageDifference => {
      const inText = diagnostic.at?.line ?? 1;
      // An included file stands at the line that includes it.
      const at = endLine - line + 1 < lines.length ? line : line + inText - 1;
      return { line: at, expected: lines[inText - 1]?.trimEnd() ?? null, actual: null, why: wordsOf(diagnostic) };
    });
}

function wordsOf({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}
