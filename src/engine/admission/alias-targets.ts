import { type Alias, type Document, isAlias, isMap, isNode, isSeq, type Node } from 'yaml';

/** The node that each alias of a document stands for; an alias without an anchor before it is not in it. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

const known = new WeakMap<Document, AliasTargets>();

/**
 * Pairs aliases with anchors in the order of the text: an anchor may be set again, for the aliases that follow. A document
 * is walked once, however often it is asked: a List of thousands of objects is one document, and each asks for its places.
 */
export function aliasTargets(document: Document): AliasTargets {
  const targets = known.get(document) ?? findTargets(document);
  known.set(document, targets);
  return targets;
}

function findTargets(document: Document): AliasTargets {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const visit = (node: unknown): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      return;
    }
    if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isMap(node)) {
      for (const pair of node.items) {
        visit(pair.key);
        visit(pair.value);
      }
    } else if (isSeq(node)) node.items.forEach(visit);
  };
  visit(document.contents);
  return targets;
}
