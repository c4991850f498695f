import { LineCounter, parseAllDocuments } from 'yaml';
import type { ClusterSpec, FieldPath, KubernetesObject, Resource, SourceDocument } from '../model/index.ts';
import { ClusterState } from '../store/index.ts';
import { asAdmitted } from './as-admitted.ts';
import { testSpec } from './spec.ts';

/** The objects of a YAML text as resources of `test.yaml`, with their defaults; nothing is validated. */
export function resourcesOf(text: string): readonly Resource[] {
  const lines = new LineCounter();
  return parseAllDocuments(text, { lineCounter: lines }).flatMap((document) => {
    const object = document.toJS() as KubernetesObject | null;
    if (object === null) return [];
    const place = (offset: number) => {
      const { line, col } = lines.linePos(offset);
      return { file: 'test.yaml', line, column: col };
    };
    const location = place(document.contents?.range[0] ?? 0);
    const source: SourceDocument = {
      location,
      locate(path: FieldPath) {
        for (let length = path.length; length > 0; length--) {
          const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
          if (node?.range !== undefined) return place(node.range[0]);
        }
        return location;
      },
    };
    return [resourceOf(object, source)];
  });
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
