import type { MatrixJson } from '../json/matrix-json.ts';
import { byNamespace, type DrawnNode, drawingOf } from './edges.ts';

/** A graph for Graphviz. */
export function matrixDot(matrix: MatrixJson): string {
  const { nodes, edges } = drawingOf(matrix);
  const lines = ['digraph matrix {', '  rankdir=LR;', '  node [shape=box];'];
  let clusters = 0;
  for (const [namespace, members] of byNamespace(nodes)) {
    const drawn = members.map(({ id, label }) => `${id} [label=${quoted(label)}];`);
    if (namespace === undefined) lines.push(...drawn.map((line) => `  ${line}`));
    else {
      lines.push(`  subgraph cluster_${clusters++} {`, `    label=${quoted(namespace)};`);
      lines.push(...drawn.map((line) => `    ${line}`), '  }');
    }
  }
  for (const { from, to, label } of edges) lines.push(`  ${from.id} -> ${to.id} [label=${quoted(label)}];`);
  return `${[...lines, '}'].join('\n')}\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** A flowchart for Mermaid, which GitHub draws in Markdown. */
export function matrixMermaid(matrix: MatrixJson): string {
  const { nodes, edges } = drawingOf(matrix);
  const lines = ['flowchart LR'];
  let groups = 0;
  for (const [namespace, members] of byNamespace(nodes)) {
    if (namespace === undefined) lines.push(...members.map((node) => `  ${mermaidNode(node)}`));
    else {
      lines.push(`  subgraph ns${groups++}[${mermaidText(namespace)}]`);
      lines.push(...members.map((node) => `    ${mermaidNode(node)}`), '  end');
    }
  }
  for (const { from, to, label } of edges) lines.push(`  ${from.id} -->|${mermaidText(label)}| ${to.id}`);
  return `${lines.join('\n')}\n`;
}

function mermaidNode({ id, label }: DrawnNode): string {
  return `${id}[${mermaidText(label)}]`;
}

/** Mermaid writes what has a meaning in it as entities of its own. */
function mermaidText(text: string): string {
  const safe = text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
  return `"${safe.replaceAll('\n', '<br>')}"`;
}
