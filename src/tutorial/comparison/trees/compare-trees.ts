import type { Bindings } from '../bindings.ts';
import type { Difference, Findings, PageLine, Texts } from '../difference.ts';
import { isSameGenerated } from '../generated-name.ts';
import { matchName, matchText, type Scope } from '../match-text.ts';
import { ADDED_LABEL } from '../tables/match-cell.ts';
import { readTree, type TreeNode } from './node.ts';

/** What differs from object to object, machine to machine, version to version. */
const IGNORED =
  /^(?:apiVersion|uid|resourceVersion|creationTimestamp|selfLink|generation|managedFields|generateName|ownerReferences|containerID|imageID|startedAt|finishedAt|lastTransitionTime|lastUpdateTime|lastProbeTime|lastHeartbeatTime|startTime|observedGeneration|restartCount|message|reason|kubectl\.kubernetes\.io\/.*|deployment\.kubernetes\.io\/revision|nodeInfo|capacity|allocatable|images|qosClass|volumeMounts|volumes|tolerations|serviceAccount|serviceAccountName|annotations|deletionTimestamp|token|time|selfLink)$/;

/** What the page shows in these must be there; elsewhere a field that another version has may be lacking. */
const OF_AUTHOR =
  /^(?:labels|selector|matchLabels|data|ports|ingress|egress|from|to|rules|paths|podSelector|namespaceSelector|addresses|subsets|endpoints|items|containers|externalIPs|args|command|env)$/;

/** Lists in which one more is a difference. */
const COUNTED = /^(?:addresses|subsets|endpoints|items|ingress|egress|from|to|ports|loadBalancer)$/;

/** YAML or JSON by key: what the page leaves out is not compared. */
export function compareTrees(texts: Texts): Findings {
  const page = readTree(spread(texts.printed));
  const actual = readTree(spread(texts.actual.map((text, index) => ({ line: index, text }))));
  return new Walk(texts).root(page, actual);
}

/** JSON that stands on one line, a field on each. */
function spread(lines: readonly PageLine[]): readonly PageLine[] {
  const text = lines
    .map((each) => each.text)
    .join('\n')
    .trim();
  const isNarrow = /^[[{]/.test(text) && !/^[[{]\s*$/.test(lines[0]?.text ?? '');
  if (!isNarrow || text.length > 1_000_000) return lines;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
      .split('\n')
      .map((each) => ({ line: lines[0]?.line ?? 0, text: each }));
  } catch {
    return lines;
  }
}

class Walk {
  readonly #texts: Texts;
  readonly #differences: Difference[] = [];
  #bindings: Bindings;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.#bindings = texts.bindings;
  }

  root(page: TreeNode, actual: TreeNode): Findings {
    const isList = child(page, 'items') !== undefined;
    const list = child(actual, 'items');
    // `kubectl get pods -o yaml` of one pod by name, and of all: the page may show one object of the list.
    const only =
      !isList && child(page, 'metadata') !== undefined && list?.children.length === 1 ? list.children[0] : undefined;
    this.#fields(page, only ?? actual, '');
    return { bindings: this.#bindings, differences: this.#differences };
  }

  #scope(line: number): Scope {
    return { bindings: this.#bindings, known: this.#texts.known, line };
  }

  #fields(page: TreeNode, actual: TreeNode, parent: string): void {
    for (const mine of page.children) {
      if (mine.key === '-') continue;
      if (IGNORED.test(mine.key) || (parent === 'labels' && ADDED_LABEL.test(mine.key))) continue;
      const other = child(actual, mine.key);
      if (other !== undefined) this.#field(mine, other);
      else if (OF_AUTHOR.test(parent)) this.#differ(mine, '', `${parent} has no ${mine.key}`);
    }
    const items = page.children.filter(({ key }) => key === '-');
    if (items.length > 0)
      this.#items(
        page,
        items,
        actual.children.filter(({ key }) => key === '-'),
        parent,
      );
  }

  #field(page: TreeNode, actual: TreeNode): void {
    if (page.children.length > 0) {
      this.#fields(page, actual, page.key);
      return;
    }
    this.#value(page, actual);
  }

  #value(page: TreeNode, actual: TreeNode): void {
    const { key, value, line } = page;
    if (value === '' || isEmpty(value)) {
      if (isEmpty(value) && actual.children.length > 0 && OF_AUTHOR.test(key))
        this.#differ(page, actual.children[0]?.key ?? '', `${key} is not empty`);
      return;
    }
    if (key === 'nodeName' || key === 'hostIP') {
      const kind = key === 'nodeName' ? 'node' : 'address';
      this.#bindings = this.#bindings.withIfFree({ kind, page: value, cluster: actual.value, line });
      return;
    }
    if (key === 'image' && imageOf(value) === imageOf(actual.value)) return;
    const isName = key === 'name' && value !== actual.value && isSameGenerated(value, actual.value, this.#texts.known);
    const match = isName
      ? matchName(value, actual.value, this.#scope(line))
      : matchText(value, actual.value, this.#scope(line));
    if (match.why === undefined) this.#bindings = match.bindings;
    else
      this.#differ(
        page,
        `${actual.key}: ${actual.value}`,
        match.why === '' ? `${key} is ${actual.value === '' ? 'empty' : actual.value}` : match.why,
      );
  }

  #items(list: TreeNode, items: readonly TreeNode[], actual: readonly TreeNode[], parent: string): void {
    const free = [...actual];
    for (const item of items) {
      const at = this.#twinOf(item, free);
      const [other] = at < 0 ? [] : free.splice(at, 1);
      if (other !== undefined) {
        if (item.value !== '') this.#value(item, other);
        else this.#fields(item, other, '');
      } else if (OF_AUTHOR.test(parent)) this.#differ(item, '', `${parent} has no such item`);
    }
    if (COUNTED.test(parent) && free.length > 0 && !list.isElided) {
      this.#differ(items.at(-1) ?? list, titleOf(free[0]), `${parent} has ${actual.length} items, not ${items.length}`);
    }
  }

  /** The item of the same name, address or type; else the one that differs least. */
  #twinOf(item: TreeNode, free: readonly TreeNode[]): number {
    for (const key of ['name', 'type', 'key', 'path', 'host']) {
      const mine = child(item, key)?.value ?? '';
      const at = mine === '' ? -1 : free.findIndex((other) => child(other, key)?.value === mine);
      if (at >= 0) return at;
    }
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [index, other] of free.slice(0, 20).entries()) {
      const cost = this.#costOf(item, other);
      if (cost < least) [best, least] = [index, cost];
    }
    const isOther = least > 0 && item.value !== '' && free.length !== 1;
    return isOther ? -1 : best;
  }

  #costOf(item: TreeNode, other: TreeNode): number {
    const walk = new Walk({ ...this.#texts, bindings: this.#bindings });
    if (item.value !== '') walk.#value(item, other);
    else walk.#fields(item, other, '');
    const named = child(child(item, 'metadata') ?? item, 'name')?.value;
    const theirs = child(child(other, 'metadata') ?? other, 'name')?.value;
    const isOther = named !== undefined && theirs !== undefined && !isSameGenerated(named, theirs, this.#texts.known);
    return walk.#differences.length + (isOther ? 1000 : 0);
  }

  #differ(page: TreeNode, actual: string, why: string): void {
    this.#differences.push({ line: page.line, expected: titleOf(page), actual, why });
  }
}

/** Runtimes write the registry and the tag that a name leaves out. */
function imageOf(text: string): string {
  return text.replace(/^docker\.io\/(?:library\/)?/, '').replace(/:latest$/, '');
}

function titleOf(node: TreeNode | undefined): string {
  if (node === undefined) return '';
  if (node.key !== '-') return node.value === '' ? `${node.key}:` : `${node.key}: ${node.value}`;
  const first = node.children[0];
  return first === undefined ? `- ${node.value}` : `- ${titleOf(first)}`;
}

function isEmpty(value: string): boolean {
  return /^(?:\{\}|\[\]|null|"")$/.test(value);
}

function child(node: TreeNode, key: string): TreeNode | undefined {
  return node.children.find((each) => each.key === key);
}
