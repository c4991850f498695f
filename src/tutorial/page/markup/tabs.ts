import type { Tab } from '../page.ts';

interface Group {
  readonly number: number;
  count: number;
  tab: Tab | undefined;
}

/** Follows tabs while the lines of a page go by, whatever they are written in: groups, which may stand in each other. */
export class OpenTabs {
  readonly #groups: Group[] = [];
  readonly #pivots = new Map<string, Tab>();
  #last = 0;
  #pivot: Tab | undefined;

  openGroup(): void {
    // Deeper than anybody writes them, they are no tabs.
    if (this.#groups.length < 20) this.#groups.push({ number: ++this.#last, count: 0, tab: undefined });
  }

  closeGroup(): void {
    this.#groups.pop();
  }

  /** A tab outside of any group opens one. */
  openTab(name: string): void {
    if (this.#groups.length === 0) this.openGroup();
    const group = this.#groups.at(-1);
    if (group === undefined) return;
    group.tab = { group: group.number, name, isFirst: group.count === 0 };
    group.count++;
  }

  closeTab(): void {
    const group = this.#groups.at(-1);
    if (group !== undefined) group.tab = undefined;
  }

  /** A zone of a page that the reader chooses once for all; the first that the page names counts. */
  openPivot(name: string): void {
    const known = this.#pivots.get(name) ?? { group: 0, name, isFirst: this.#pivots.size === 0 };
    this.#pivots.set(name, known);
    this.#pivot = known;
  }

  closePivot(): void {
    this.#pivot = undefined;
  }

  get isInGroup(): boolean {
    return this.#groups.length > 0;
  }

  /** The tabs around the line that comes next, the outermost first; undefined where there are none. */
  get current(): readonly Tab[] | undefined {
    const tabs = this.#groups.flatMap(({ tab }) => (tab === undefined ? [] : [tab]));
    const all = this.#pivot === undefined ? tabs : [this.#pivot, ...tabs];
    return all.length === 0 ? undefined : all;
  }
}

/** Of tabs within tabs, the one that decides: the first that is another than the first, else the innermost. */
export function decidingTab(tabs: readonly Tab[] | undefined): Tab | undefined {
  return tabs?.find(({ isFirst }) => !isFirst) ?? tabs?.at(-1);
}
