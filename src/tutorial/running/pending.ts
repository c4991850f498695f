import type { ClusterView } from '../../engine/model/index.ts';
import type { CommandStatement, ManifestStatement, Statement } from '../page/index.ts';
import type { PageFiles } from './page-files.ts';

/**
 * The manifests of a page that no command of it applies: such a page expects its reader to, and shows their objects later
 * as if they were there.
 */
export class PendingManifests {
  readonly #left: Set<ManifestStatement> = new Set();
  readonly #applied: ReadonlySet<ManifestStatement>;

  constructor(statements: readonly Statement[], files: PageFiles) {
    this.#applied = new Set(statements.flatMap((each) => (each.kind === 'command' ? appliedBy(each, files) : [])));
  }

  /** The page has come to a manifest that the server takes. */
  reached(statement: ManifestStatement): void {
    if (statement.annotations.noApply !== true && !this.#applied.has(statement)) this.#left.add(statement);
  }

  /** What a command speaks of, or what the page prints for it, that is not there; each is answered once. */
  shownBy(statement: CommandStatement, view: ClusterView): readonly ManifestStatement[] {
    const shown = wordsOf([statement.text, ...(statement.output?.lines ?? []).map(({ text }) => text)].join('\n'));
    const wanted = [...this.#left].filter(({ objects }) =>
      objects.some(({ kind, name }) => isShown(shown, kind, name) && !isThere(view, kind, name)),
    );
    for (const each of wanted) this.#left.delete(each);
    return wanted;
  }
}

/** The manifests that a command reads: `kubectl apply -f web.yaml`. */
function appliedBy({ text, line }: CommandStatement, files: PageFiles): readonly ManifestStatement[] {
  if (!/\b(?:apply|create|replace)\b/.test(text)) return [];
  const paths = [...text.matchAll(/(?:^|\s)(?:-f|--filename)[= ]?\s*(["']?)([^\s"']+)\1/g)].map(
    ([, , path = '']) => path,
  );
  return paths.flatMap((path) => files.named(path, line) ?? files.unnamed(line) ?? []);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?/g));
}

/** The object by its name, or a pod or EndpointSlice of it by a name that begins so. */
function isShown(words: ReadonlySet<string>, kind: string, name: string): boolean {
  if (words.has(name)) return true;
  if (kind === 'Service')
    return [...words].some((word) => word.startsWith(`${name}-`) && isSuffix(word.slice(name.length)));
  const makesPods = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job'].includes(
    kind,
  );
  return makesPods && [...words].some((word) => word.startsWith(`${name}-`));
}

/** What the server adds to a generated name: kubernetes `staging/src/k8s.io/apiserver/pkg/storage/names/generate.go`. */
function isSuffix(text: string): boolean {
  return /^-[a-z0-9]{5}$/.test(text);
}

function isThere(view: ClusterView, kind: string, name: string): boolean {
  return view.listAny(kind).some(({ ref }) => ref.name === name);
}
