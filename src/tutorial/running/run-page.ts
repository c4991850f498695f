import type { Cluster } from '../../api/index.ts';
import { HOST, quoted, Terminals } from '../../clients/shell/index.ts';
import type { PageResult, StatementResult } from '../../report/index.ts';
import { Bindings } from '../comparison/index.ts';
import type { Page, Statement } from '../page/index.ts';
import { runCommandStatement } from './command-statement.ts';
import { runManifest } from './manifest-statement.ts';
import { PageFiles } from './page-files.ts';
import { PendingManifests } from './pending.ts';
import { placeNamed } from './place-of.ts';
import { type ManifestReading, namespaceOf, type PageRunOptions, type PageScene } from './scene.ts';
import { Session } from './session.ts';

/** What became of a page, and the cluster that its commands left. */
export interface PageRun {
  readonly result: PageResult;
  readonly cluster: Cluster;
}

/** Runs a page from its top to its end, as its reader would, and judges what it prints. */
export async function runPage(page: Page, options: PageRunOptions): Promise<PageRun> {
  const files = new PageFiles(page);
  const results: StatementResult[] = [];
  let line = 0;
  const manifests: ManifestReading = {
    textOf: (text) => text,
    shown: (url) => files.named(url.replace(/^\w+:\/\/|[?#].*$/g, ''), line)?.text,
  };
  const scene: PageScene = {
    options,
    files,
    pending: new PendingManifests(page.statements, files),
    session: new Session(),
    results,
    manifests,
    terminals: await terminalsFor(options, manifests),
    bindings: Bindings.NONE,
  };
  for (const statement of statementsUpTo(page, options.upTo)) {
    line = statement.line;
    if (statement.annotations.reset === true) await begin(scene);
    results.push(await runStatement(statement, scene));
  }
  const bindings = scene.bindings.pairs.map(({ page: word, cluster, line }) => ({ page: word, cluster, line }));
  return {
    result: { page: page.path, cluster: options.clusterName, statements: results, bindings },
    cluster: scene.terminals.cluster,
  };
}

/** A fresh cluster, and fresh shells. */
async function begin(scene: PageScene): Promise<void> {
  scene.terminals = await terminalsFor(scene.options, scene.manifests);
  scene.bindings = Bindings.NONE;
  while (scene.session.leave() !== undefined);
}

async function terminalsFor(options: PageRunOptions, manifests: ManifestReading): Promise<Terminals> {
  const { fresh, files, host, settings } = options;
  const urls = (url: string) => {
    const text = options.urls(url) ?? manifests.shown(url);
    return text === undefined ? undefined : manifests.textOf(text);
  };
  return new Terminals({ cluster: await fresh(), host, files, urls, env: settings.env });
}

/** Those above the heading; all of them where none is named. */
function statementsUpTo({ statements, headings }: Page, heading: string | undefined): readonly Statement[] {
  const end = headings.find(({ text }) => text === heading)?.before;
  return statements.slice(0, end);
}

async function runStatement(statement: Statement, scene: PageScene): Promise<StatementResult> {
  const { line, endLine, kind, text, skipped } = statement;
  const common = { line, endLine, kind, text, differences: [], judgedLines: 0 } as const;
  if (skipped !== undefined) return { ...common, ...shownOf(statement), status: 'skipped', reason: skipped };
  await setVariables(statement, scene);
  switch (statement.kind) {
    case 'command':
      return { ...common, ...shownOf(statement), ...(await runCommandStatement(statement, scene)) };
    case 'manifest':
      return { ...common, ...shownOf(statement), ...(await runManifest(statement, scene)) };
    case 'output':
      return { ...common, status: 'skipped', reason: 'no command stands before this output' };
    case 'gherkin':
      return { ...common, ...(await runSentences(statement, scene)) };
  }
}

/** What the page shows beside the statement itself. */
function shownOf(statement: Statement): Partial<StatementResult> {
  if (statement.kind === 'manifest') {
    const { objects, file } = statement;
    return {
      objects: objects.map(({ kind, name }) => `${kind}/${name}`),
      ...(file === undefined ? {} : { file }),
    };
  }
  const output = statement.kind === 'command' ? statement.output : undefined;
  return output === undefined ? {} : { output: { line: output.line, endLine: output.endLine } };
}

async function setVariables({ annotations }: Statement, scene: PageScene): Promise<void> {
  const { where, env } = annotations;
  const { terminals, session, bindings } = scene;
  const place =
    where === undefined
      ? (session.current?.place ?? HOST)
      : placeNamed(where, { ...scene, namespace: namespaceOf(scene) });
  for (const { name, value } of env) {
    await terminals.run(place, `export ${name}=${quoted([bindings.rewrite(value)])}`);
  }
}

async function runSentences(
  { text, line }: Pick<Statement, 'text' | 'line'>,
  scene: PageScene,
): Promise<Pick<StatementResult, 'status' | 'differences'> & Partial<StatementResult>> {
  const { options, terminals } = scene;
  if (options.sentences === undefined) {
    return { status: 'skipped', differences: [], reason: 'the sentences of a page are judged by `curlew doc`' };
  }
  const { cluster, failures } = await options.sentences(terminals.cluster, text);
  scene.terminals = terminals.on(cluster);
  if (failures.length === 0) return { status: 'holds', differences: [] };
  const differences = failures.map((each) => ({
    line: line + each.line - 1,
    expected: each.sentence,
    actual: null,
    why: each.message,
  }));
  return { status: 'differs', differences };
}
