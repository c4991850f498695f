import type { CompiledSelector, LabelSelector } from '../../../model/index.ts';
import { compileSelector } from '../../../model/index.ts';

/** Compiles selectors so that those that mean the same are the same object, and knows the labels that they ask for. */
export class SelectorPool {
  readonly #byText = new Map<string, CompiledSelector>();
  readonly #podKeys = new Set<string>();

  /** The label keys by which any policy tells one pod from another. */
  get podKeys(): ReadonlySet<string> {
    return this.#podKeys;
  }

  /** An absent selector reads as `{}`, which selects every pod. */
  pods(selector: LabelSelector | undefined): CompiledSelector {
    const compiled = this.shared(selector ?? {});
    for (const { key } of compiled.requirements) this.#podKeys.add(key);
    return compiled;
  }

  /** A selector of namespaces or nodes. */
  shared(selector: LabelSelector): CompiledSelector {
    const compiled = compileSelector(selector);
    const known = this.#byText.get(compiled.text);
    if (known !== undefined) return known;
    this.#byText.set(compiled.text, compiled);
    return compiled;
  }
}
