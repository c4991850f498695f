import type { CompiledSelector, Labels } from '../../../model/index.ts';
import { selects } from '../../../model/index.ts';
import type { PodScope } from '../contract/peer.ts';

/** A scope with its number; scopes that mean the same are one. */
interface Numbered {
  readonly id: number;
  readonly scope: PodScope;
}

/** Scopes by a label that their pods must carry, and those that ask for none. */
interface ByLabel {
  readonly labelled: Map<string, Numbered[]>;
  readonly others: Numbered[];
}

/** Finds the scopes that hold a pod without asking each of them: by namespace, then by a label that they demand. */
export class ScopeIndex {
  readonly #ids = new Map<string, number>();
  readonly #own = new Map<string, ByLabel>();
  readonly #matching: ByLabel = { labelled: new Map(), others: [] };
  readonly #inNamespace = new Map<CompiledSelector, Map<string, boolean>>();

  /** The number of a scope, and its place in the index. */
  add(scope: PodScope): number {
    const key = keyOf(scope);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    this.#file({ id, scope });
    return id;
  }

  idOf(scope: PodScope): number | undefined {
    return this.#ids.get(keyOf(scope));
  }

  /** The numbers of all scopes that hold the pods of a namespace with these labels, ascending. */
  holding(namespace: string, namespaceLabels: Labels, labels: Labels): readonly number[] {
    const found: number[] = [];
    const keep = (candidates: readonly Numbered[] | undefined): void => {
      for (const { id, scope } of candidates ?? []) {
        const { namespaces, pods } = scope;
        if (namespaces.kind === 'matching' && !this.#matches(namespaces.selector, namespace, namespaceLabels)) continue;
        if (selects(pods, labels)) found.push(id);
      }
    };
    for (const part of [this.#own.get(namespace), this.#matching]) {
      keep(part?.others);
      for (const [key, value] of Object.entries(labels)) keep(part?.labelled.get(`${key}=${value}`));
    }
    return found.sort((a, b) => a - b);
  }

  #file(numbered: Numbered): void {
    const { namespaces, pods } = numbered.scope;
    const part = namespaces.kind === 'matching' ? this.#matching : this.#ownPart(namespaces.namespace);
    const demanded = pods.requirements.find(({ operator }) => operator === 'In');
    if (demanded === undefined) part.others.push(numbered);
    for (const value of new Set(demanded?.values)) append(part.labelled, `${demanded?.key}=${value}`, numbered);
  }

  #ownPart(namespace: string): ByLabel {
    const known = this.#own.get(namespace);
    if (known !== undefined) return known;
    const part: ByLabel = { labelled: new Map(), others: [] };
    this.#own.set(namespace, part);
    return part;
  }

  #matches(selector: CompiledSelector, namespace: string, labels: Labels): boolean {
    const answers = this.#inNamespace.get(selector) ?? new Map<string, boolean>();
    this.#inNamespace.set(selector, answers);
    const known = answers.get(namespace);
    if (known !== undefined) return known;
    const answer = selects(selector, labels);
    answers.set(namespace, answer);
    return answer;
  }
}

/** Selectors that mean the same have the same text. */
function keyOf({ namespaces, pods }: PodScope): string {
  const where = namespaces.kind === 'own' ? `own ${namespaces.namespace}` : `matching ${namespaces.selector.text}`;
  return `${where}\n${pods.text}`;
}

function append<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
