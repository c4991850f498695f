/** Who runs a command. */
export type Where =
  /** The shell that kubectl runs in. */
  | { readonly kind: 'host' }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'outside'; readonly name?: string }
  | { readonly kind: 'pod'; readonly namespace?: string; readonly name: string; readonly container?: string };

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const NODE = new RegExp(`^node (${NAME})$`);
const POD = new RegExp(`^pod (?:(${NAME})/)?(${NAME})(?: container (${NAME}))?$`);
const OUTSIDE = new RegExp(`^outside(?: (${NAME}))?$`);

/** `host`, `node a`, `outside`, `outside laptop`, `pod web`, `pod shop/web container proxy`; undefined for anything else. */
export function parseWhere(text: string): Where | undefined {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  if (words === 'host') return { kind: 'host' };
  const [, node] = NODE.exec(words) ?? [];
  if (node !== undefined) return { kind: 'node', name: node };
  const outside = OUTSIDE.exec(words);
  if (outside !== null) return { kind: 'outside', ...(outside[1] !== undefined && { name: outside[1] }) };
  const [, namespace, pod, container] = POD.exec(words) ?? [];
  if (pod === undefined) return undefined;
  return {
    kind: 'pod',
    ...(namespace !== undefined && { namespace }),
    name: pod,
    ...(container !== undefined && { container }),
  };
}
