import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import type { ClusterSpec, FieldPath, KubernetesObject, Resource, SourceDocument } from '../model/index.ts';
import { ClusterState } from '../store/index.ts';
import { asAdmitted } from './as-admitted.ts';
import { testSpec } from './spec.ts';

/** The objects of a YAML text as resources of `test.yaml`, with their defaults; nothing is validated. */
export function resourcesOf(text: string): readonly Resource[] {
  let parsed: ParsedText | undefined;
  const parse = (): ParsedText => {
    parsed ??= parseText(text);
    return parsed;
  };
  const values = jsonValues(text) ?? parse().documents.map((document): unknown => document.toJS());
  return values.flatMap((value, index) =>
    value === null ? [] : [resourceOf(value as KubernetesObject, documentOf(parse, index))],
  );
}

interface ParsedText {
  readonly lines: LineCounter;
  readonly documents: readonly (Document.Parsed | Document)[];
}

function parseText(text: string): ParsedText {
  const lines = new LineCounter();
  return { lines, documents: [...parseAllDocuments(text, { lineCounter: lines })] };
}

/**
 * The objects of a text of nothing but JSON objects with `---` between them, as properties write them: JSON.parse reads
 * the same as the YAML parser, in a fraction of its time. `undefined` for any other text.
 */
function jsonValues(text: string): readonly unknown[] | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const values = text.split('\n---\n').map((part): unknown => JSON.parse(part));
    return values.every((value) => typeof value === 'object' && value !== null) ? values : undefined;
  } catch {
    return undefined;
  }
}

/** The document at `index`; its text is parsed when somebody asks for a place. */
function documentOf(parse: () => ParsedText, index: number): SourceDocument {
  const place = (offset: number) => {
    const { line, col } = parse().lines.linePos(offset);
    return { file: 'test.yaml', line, column: col };
  };
  return {
    get location() {
      return place(parse().documents[index]?.contents?.range?.[0] ?? 0);
    },
    locate(path: FieldPath) {
      const document = parse().documents[index];
      for (let length = path.length; length > 0; length--) {
        const node = document?.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
        if (node?.range !== undefined) return place(node.range[0]);
      }
      return this.location;
    },
  };
}

/** A state that holds the objects of a YAML text; `namespace` is `default` where a namespaced object names none. */
export function stateOf(text: string, spec: ClusterSpec = testSpec): ClusterState {
  return ClusterState.of(spec, resourcesOf(text));
}

const CLUSTER_SCOPED = new Set([
  'Node',
  'Namespace',
  'PriorityClass',
  'IngressClass',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
]);

function resourceOf(written: KubernetesObject, document: SourceDocument): Resource {
  const object = asAdmitted(written);
  const kind = object.kind ?? '';
  const name = object.metadata?.name ?? '';
  if (CLUSTER_SCOPED.has(kind)) return { ref: { kind, name }, object, origin: { kind: 'manifest', document } };
  const namespace = object.metadata?.namespace ?? 'default';
  const named = { ...object, metadata: { ...object.metadata, name, namespace } };
  return { ref: { kind, namespace, name }, object: named, origin: { kind: 'manifest', document } };
}
