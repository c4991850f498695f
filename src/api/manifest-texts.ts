import type { AdmitOptions, ManifestSource, ManifestText, ReadManifests } from '../engine/admission/index.ts';
import { admitInOrder, customKinds, readManifests, writtenObjects } from '../engine/admission/index.ts';
import type { ClusterView, Diagnostic } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import { isNamespaceName } from '../grammar/index.ts';

/** Manifests as texts and objects: whoever reads them from files, or from a page, says so here. */
export interface ManifestTexts {
  /** YAML or JSON, one or more documents. Diagnostics name it `yaml`. */
  readonly yaml?: string;
  readonly texts?: readonly ManifestText[];
  /** In diagnostics they are `objects[0]`, `objects[1]` …, printed as JSON. */
  readonly objects?: readonly object[];
  /** The namespace of what names none, as kubectl's `-n`: `default` unless said otherwise. */
  readonly namespace?: string;
  /** What there is to say of the reading itself: files that were skipped, say. */
  readonly said?: readonly Diagnostic[];
  /** Files that were found beside the texts, and are none: one line says so. */
  readonly leftOut?: readonly string[];
  /** What the texts were asked for by: paths, where they are files. One that turns out to hold nothing is a SetupError. */
  readonly asked?: readonly AskedTexts[];
}

/** A path, or standard input, and the texts that it stands for. */
export interface AskedTexts {
  readonly name: string;
  /** The names of the texts. */
  readonly texts: readonly string[];
  /** What to do where they hold nothing. */
  readonly hint: string;
}

/** Reads manifests as that server would admit them. Throws a SetupError where what was asked for holds nothing at all. */
export function readTexts(manifests: ManifestTexts, server: AdmitOptions): ReadManifests {
  checkTexts(manifests);
  const { asked = [], said, leftOut, namespace } = manifests;
  const into = namespace === undefined ? {} : { namespace };
  const read = readManifests(sourcesOf(manifests), { ...server, ...into, said, leftOut });
  raiseEmpty(asked.filter(({ texts }) => texts.every((name) => read.empty.has(name))));
  return read;
}

/** Throws a SetupError for what no program that is type-checked can hand over. */
function checkTexts({ yaml = '', texts = [], objects = [], namespace = 'default' }: ManifestTexts): void {
  if (!isNamespaceName(namespace)) {
    throw new SetupError(`"${namespace}" is no name of a namespace`, {
      hint: 'write lower-case letters, digits and "-"',
    });
  }
  if (typeof yaml !== 'string') throw new SetupError('yaml is no text');
  if (!Array.isArray(objects)) throw new SetupError('objects is no list');
  if (!Array.isArray(texts)) throw new SetupError('texts is no list');
  for (const [index, { name, text }] of texts.entries()) {
    if (typeof name !== 'string' || typeof text !== 'string')
      throw new SetupError(`texts[${index}] needs a name and a text`);
  }
}

/** What the API server of a cluster knows: its version, the kinds that it was taught, and what is stored. */
export function serverOf(view: ClusterView): AdmitOptions {
  return {
    kubernetesVersion: view.spec.kubernetesVersion,
    removedVersions: view.spec.removedVersions,
    declared: customKinds(view),
    stored: (ref) => view.getAny(ref),
  };
}

/** What the API server of a cluster says where it rejects a new object; `undefined` where it takes it. */
export function rejectionOf(view: ClusterView, object: object): string | undefined {
  const { stored: _, ...server } = serverOf(view);
  return admitInOrder(writtenObjects([object]), server)
    .flatMap(({ diagnostics }) => diagnostics)
    .find(({ severity }) => severity === 'error')?.message;
}

function sourcesOf({ yaml, texts = [], objects }: ManifestTexts): readonly ManifestSource[] {
  return [
    ...texts.map((text): ManifestSource => ({ kind: 'text', ...text })),
    ...(yaml === undefined ? [] : [{ kind: 'text', name: 'yaml', text: yaml, linesBefore: 0 } as const]),
    ...(objects === undefined ? [] : [{ kind: 'objects', objects } as const]),
  ];
}

/** All that holds nothing is told at once. */
function raiseEmpty(asked: readonly AskedTexts[]): void {
  if (asked.length === 0) return;
  const summary = asked.map(({ name }) => `no manifests in ${name}`).join('\n');
  throw new SetupError(summary, { hint: asked.map(({ hint }) => hint).join('\n') });
}
