import type { ClusterSpec, FieldPath, NodeSpec } from '../../model/index.ts';
import { parseQuantity } from '../../model/index.ts';
import type { NodeFile } from '../cluster-file.ts';
import type { ClusterProblem } from '../problem.ts';
import { isLabelName, isLabelValue, isQualifiedName, isSubdomain } from './formats.ts';
import { checkLabels } from './labels.ts';
import { checkNodeAddresses } from './node-addresses.ts';
import { checkNodeBlocks } from './node-blocks.ts';
import { NODES } from './paths.ts';

/** Checks the machines, one by one and among each other. `written` are the same nodes as the file has them. */
export function* checkNodes(written: readonly NodeFile[], spec: ClusterSpec): Generator<ClusterProblem> {
  if (spec.nodes.length === 0) {
    const hint = 'list them under spec.nodes, or start from a profile: extends: default';
    yield { path: NODES, code: 'no-nodes', message: 'the cluster has no nodes', hint };
  }
  yield* checkNames(spec.nodes);
  yield* checkNodeAddresses(written, spec);
  yield* checkNodeBlocks(spec);
  for (const [index, node] of spec.nodes.entries()) {
    yield* checkKeys(node, [...NODES, index]);
    yield* checkTaints(node, [...NODES, index, 'taints']);
    yield* checkCapacity(node, [...NODES, index, 'capacity']);
  }
}

function* checkNames(nodes: readonly NodeSpec[]): Generator<ClusterProblem> {
  const seen = new Set<string>();
  for (const [index, { name }] of nodes.entries()) {
    const path = [...NODES, index, 'name'];
    if (!isSubdomain(name)) {
      const hint = "lower case letters, digits, '-' and '.', such as worker-1";
      yield { path, code: 'name-malformed', message: `"${name}" is no name for a node`, hint };
    }
    if (seen.has(name)) yield { path, code: 'duplicate-node', message: `there are two nodes named ${name}` };
    seen.add(name);
  }
}

/** Roles end up in a label's key: `node-role.kubernetes.io/<role>`. */
function* checkKeys({ roles, labels }: NodeSpec, path: FieldPath): Generator<ClusterProblem> {
  for (const [index, role] of roles.entries()) {
    if (isLabelName(role)) continue;
    yield { path: [...path, 'roles', index], code: 'label-malformed', message: `"${role}" is no role of a node` };
  }
  yield* checkLabels(labels, [...path, 'labels']);
}

/** Twice with the schema, which does not see nodes that a step's table adds. */
const EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function* checkTaints({ taints }: NodeSpec, path: FieldPath): Generator<ClusterProblem> {
  for (const [index, { key, value = '', effect }] of taints.entries()) {
    const at = [...path, index];
    if (!EFFECTS.includes(effect)) {
      const message = `"${effect}" is no effect of a taint`;
      yield { path: [...at, 'effect'], code: 'taint-effect', message, hint: `there are: ${EFFECTS.join(', ')}` };
    }
    if (!isQualifiedName(key)) {
      yield { path: [...at, 'key'], code: 'label-malformed', message: `"${key}" is no key for a taint` };
    }
    if (!isLabelValue(value)) {
      yield { path: [...at, 'value'], code: 'label-malformed', message: `"${value}" is no value for a taint` };
    }
  }
}

function* checkCapacity({ capacity }: NodeSpec, path: FieldPath): Generator<ClusterProblem> {
  for (const [resource, text] of Object.entries(capacity)) {
    const quantity = parseQuantity(text);
    if (quantity !== undefined && quantity >= 0n) continue;
    const hint = 'quantities are written like 500m, 4, 16Gi';
    yield {
      path: [...path, resource],
      code: 'quantity-malformed',
      message: `"${text}" is no amount of ${resource}`,
      hint,
    };
  }
}
