import type { Diagnostic } from '../engine/model/index.ts';
import { formatLocation } from '../engine/model/index.ts';

/** What every run tells of: input that is left aside, what is not understood, and pods that never run. */
const TOLD: ReadonlySet<string> = new Set([
  'chart-skipped',
  'ignored-by-plugin',
  'kustomization-skipped',
  'not-modelled',
  'probe-port-closed',
  'unknown-effect',
  'unreadable-drains',
  'unreadable-listens',
  'unschedulable',
]);

/** Of these one line stands for all that are about different objects. */
const FOLDED: ReadonlySet<string> = new Set([
  'probe-port-closed',
  'unreadable-drains',
  'unreadable-listens',
  'unschedulable',
]);

/** Collects notices of the scenarios of a run: equal ones once. */
export class Notices {
  readonly #heard = new WeakSet<readonly Diagnostic[]>();
  readonly #byKey = new Map<string, Map<string, Diagnostic>>();

  add(diagnostics: readonly Diagnostic[]): void {
    if (this.#heard.has(diagnostics)) return;
    this.#heard.add(diagnostics);
    for (const each of diagnostics) {
      if (!TOLD.has(each.code)) continue;
      const place = each.at === undefined ? '' : formatLocation(each.at);
      const own = `${place} ${each.message}`;
      const key = FOLDED.has(each.code) ? each.code : own;
      this.#byKey.set(key, (this.#byKey.get(key) ?? new Map()).set(own, each));
    }
  }

  /** A line for each, and none of them again. */
  take(): readonly string[] {
    const lines = [...this.#byKey.values()].flatMap((alike) => {
      const [first] = alike.values();
      if (first === undefined) return [];
      const others = [...alike.values()].reduce((sum, { standsFor }) => sum + 1 + (standsFor?.others ?? 0), -1);
      return [lineOf(first, others)];
    });
    this.#byKey.clear();
    return lines;
  }
}

/** What stands for others already says so once. */
function lineOf({ at, message: told, standsFor, hint }: Diagnostic, others: number): string {
  const message = standsFor?.message ?? told;
  const place = at === undefined ? '' : `${formatLocation(at)}: `;
  const more = others === 0 ? '' : ` (and ${others} more like it)`;
  return `${place}warning: ${message}${more}${hint === undefined ? '' : `; ${hint}`}`;
}
