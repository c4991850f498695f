import { readShortcode, type Shortcode } from './shortcodes.ts';
import { FenceState, type SourceLine } from './source-lines.ts';
import { OpenTabs } from './tabs.ts';

/** Longer than the fences that a block holds. */
const FENCE = '~~~~~~~~~';

const COLONS = /^\s*(?:>\s*)*(:{3,})\s*(?:\{([\w-]+)\}|([\w-]+))?\s*(.*)$/;
const AZURE_TAB = /^#+\s+\[([^\]]+)\]\(#tab\/[^)]*\)\s*$/;
const PIVOT = /^\s*:{3}\s*zone\s+pivot="([^"]*)"/;
const TAGS = /^\s*(?:<\/?(?:details|summary|div|section|figure|figcaption|center|p|br|[A-Z][\w.]*)\b[^<>]*>\s*)+$/;
const SUMMARY = /^\s*(?:<details[^<>]*>)?\s*<summary[^<>]*>(.*?)<\/summary>\s*$/;
const TAB_TAG = /<(\/?)(Tabs|TabItem|Tab|TabPanel|CodeTabs|TabGroup)\b([^<>]*)>/g;

/**
 * Makes Markdown of what only some sites read: shortcodes, tabs, directives, tags and imports of MDX. Each line stays
 * where it is; one that says nothing to a reader becomes empty.
 */
export class MarkdownLines {
  readonly #isMdx: boolean;
  readonly #tabs = new OpenTabs();
  readonly #colons: { readonly length: number; readonly kind: 'set' | 'item' | 'other' }[] = [];
  readonly #fences = new FenceState();
  /** The shortcode whose lines are taken as they are. */
  #verbatim: string | undefined;
  #isInTag = 0;
  #isAzure = false;

  constructor({ isMdx }: { readonly isMdx: boolean }) {
    this.#isMdx = isMdx;
  }

  read(lines: readonly SourceLine[]): readonly SourceLine[] {
    return lines.map((line) => {
      const before = this.#tabs.current;
      const text = this.#text(line.text);
      const tabs = this.#tabs.current ?? before;
      const all = [...(line.tabs ?? []), ...(tabs ?? [])];
      return text === line.text && all.length === 0 ? line : { ...line, text, ...(all.length > 0 && { tabs: all }) };
    });
  }

  #text(text: string): string {
    if (text.length > 2000) return this.#verbatim === undefined && !this.#fences.isInside(text) ? '' : text;
    if (this.#verbatim !== undefined) return this.#inVerbatim(text);
    const wasFence = /^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3}|~{3})/.test(text);
    if (this.#fences.isInside(text) || wasFence) return text;
    const shortcode = readShortcode(text);
    if (shortcode !== undefined) return this.#shortcode(shortcode, text);
    return this.#directive(text) ?? this.#tag(text);
  }

  #inVerbatim(text: string): string {
    const found = readShortcode(text);
    if (found === undefined) return text;
    const isEnd =
      (found.kind === 'close-block' && found.name === this.#verbatim) ||
      (found.kind === 'close-tab' && this.#verbatim === 'tab');
    if (!isEnd) return text;
    this.#verbatim = undefined;
    if (found.kind === 'close-tab') this.#tabs.closeTab();
    return indent(text) + FENCE;
  }

  #shortcode(shortcode: Shortcode, text: string): string {
    switch (shortcode.kind) {
      case 'open-group':
        this.#tabs.openGroup();
        return '';
      case 'close-group':
        this.#tabs.closeGroup();
        return '';
      case 'close-tab':
        this.#tabs.closeTab();
        return '';
      case 'open-tab':
        this.#tabs.openTab(shortcode.name);
        if (shortcode.language === undefined) return '';
        this.#verbatim = 'tab';
        return `${indent(text)}${FENCE}${shortcode.language}`;
      case 'open-block':
        this.#verbatim = shortcode.name;
        return `${indent(text)}${FENCE}${shortcode.language}`;
      default:
        return '';
    }
  }

  /** `:::note`, `:::{tab-item} Name`, `::: zone pivot="…"`, and headings that are tabs. */
  #directive(text: string): string | undefined {
    const [, azure] = AZURE_TAB.exec(text) ?? [];
    if (azure !== undefined) {
      if (!this.#isAzure) this.#tabs.openGroup();
      this.#isAzure = true;
      this.#tabs.openTab(azure);
      return '';
    }
    if (this.#isAzure && /^\s*(?:---+|\*\*\*+)\s*$/.test(text)) {
      this.#tabs.closeGroup();
      this.#isAzure = false;
      return '';
    }
    const [, colons, braced, bare] = COLONS.exec(text) ?? [];
    if (colons === undefined) return undefined;
    const [, pivot] = PIVOT.exec(text) ?? [];
    const word = braced ?? bare;
    if (pivot !== undefined) this.#tabs.openPivot(pivot);
    else if (word === 'zone-end') this.#tabs.closePivot();
    else if (word !== undefined && !/:::\s*$/.test(text.trimStart().slice(colons.length)))
      this.#openColons(colons.length, word, text);
    else if (word === undefined) this.#closeColons(colons.length);
    return '';
  }

  #openColons(length: number, word: string, text: string): void {
    const kind = word === 'tab-set' ? 'set' : word === 'tab-item' ? 'item' : 'other';
    if (this.#colons.length < 50) this.#colons.push({ length, kind });
    if (kind === 'set') this.#tabs.openGroup();
    if (kind === 'item') this.#tabs.openTab(text.replace(/^.*\}\s*/, ''));
  }

  #closeColons(length: number): void {
    const last = this.#colons.findLastIndex((each) => each.length === length);
    if (last < 0) return;
    for (const { kind } of this.#colons.splice(last).reverse()) {
      if (kind === 'set') this.#tabs.closeGroup();
      if (kind === 'item') this.#tabs.closeTab();
    }
  }

  #tag(text: string): string {
    if (this.#isInTag > 0) {
      this.#isInTag = /\/?>\s*$/.test(text) ? 0 : this.#isInTag - 1;
      if (this.#isInTag === 0) this.#tabTags(`<${text}`);
      return '';
    }
    const [, summary] = SUMMARY.exec(text) ?? [];
    if (summary !== undefined) return indent(text) + summary.replaceAll(/<[^<>]*>/g, '');
    if (TAGS.test(text)) {
      this.#tabTags(text);
      return '';
    }
    if (!this.#isMdx) return text;
    if (/^(?:import|export)\s+[\w{*]/.test(text)) return '';
    if (/^\s*<[A-Z][\w.]*(?:\s[^<>]*)?$/.test(text)) {
      this.#isInTag = 20;
      if (/^\s*<Tab(?:Item|Panel)?\b/.test(text)) this.#tabs.openTab(text.trim());
      else if (/^\s*<(?:Tabs|CodeTabs|TabGroup)\b/.test(text)) this.#tabs.openGroup();
      return '';
    }
    return text.replace('{/*', '<!--').replace('*/}', '-->');
  }

  #tabTags(text: string): void {
    for (const [, slash, tag = '', attributes = ''] of text.matchAll(TAB_TAG)) {
      const isGroup = /^(?:Tabs|CodeTabs|TabGroup)$/.test(tag);
      if (slash === '/') isGroup ? this.#tabs.closeGroup() : this.#tabs.closeTab();
      else if (isGroup) this.#tabs.openGroup();
      else
        this.#tabs.openTab(
          attribute(attributes, 'label') ??
            attribute(attributes, 'title') ??
            attribute(attributes, 'name') ??
            attribute(attributes, 'value') ??
            '',
        );
    }
  }
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\b${name}=["']([^"']*)`).exec(attributes)?.[1];
}

function indent(text: string): string {
  return /^\s*/.exec(text)?.[0] ?? '';
}
