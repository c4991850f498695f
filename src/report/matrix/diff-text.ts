import type { WorkloadPeer } from '../../engine/model/index.ts';
import type { ConnectionChangeJson, DiffJson } from '../json/matrix-json.ts';
import { exposureSections, madeBy, wayText, widthChange } from './diff-exposure-rows.ts';
import { pairText, portChange, sectionsOf, summaryOf, whyTexts } from './diff-rows.ts';
import type { EndNames } from './end-names.ts';
import { shortNames } from './end-names.ts';
import { escapeHtml, htmlPage, htmlTable } from './html-page.ts';
import { unknownLines, workloadName } from './names.ts';

/** A diff for a terminal. */
export function diffText(diff: DiffJson): string {
  const names = shortNames(diff);
  const lines = [summaryOf(diff), ...workloadLines(diff)];
  for (const { title, changes } of sectionsOf(diff)) {
    lines.push('', `${title}:`);
    for (const change of changes) {
      lines.push(`  ${pairText(change, names)}: ${portChange(change)}`);
      lines.push(...whyTexts(change).map((text) => `      ${text}`));
    }
  }
  for (const { title, changes } of exposureSections(diff)) {
    lines.push('', `${title}:`);
    for (const change of changes) {
      lines.push(`  ${wayText(change)}: ${widthChange(change)}`, `      by ${madeBy(change)}`);
    }
  }
  if (names.legend.length > 0) lines.push('', ...names.legend);
  return lines.map((line) => `${line}\n`).join('');
}

/** Which workloads came and went, and which of them have the cluster's DNS no longer, or again. */
export function workloadLines({ unknown, workloads, names }: DiffJson): readonly string[] {
  return [
    ...listed('workloads added', workloads.added),
    ...listed('workloads removed', workloads.removed),
    ...listed("kept from the cluster's DNS, and so from every name", names.lost),
    ...listed("may ask the cluster's DNS now", names.gained),
    ...unknownLines(unknown),
  ];
}

function listed(what: string, workloads: readonly WorkloadPeer[]): readonly string[] {
  return workloads.length === 0 ? [] : [`${what}: ${workloads.map(workloadName).join(', ')}`];
}

/** A diff as a page of its own. */
export function diffHtml(diff: DiffJson): string {
  const names = shortNames(diff);
  const parts = [summaryOf(diff), ...workloadLines(diff)].map(paragraph);
  for (const { title, changes } of sectionsOf(diff)) {
    const rows = changes.map((change) => htmlRow(change, names));
    parts.push(`<h2>${title}</h2>`, htmlTable(['Connection', 'Ports', 'Why'], rows));
  }
  for (const { title, changes } of exposureSections(diff)) {
    const rows = changes.map((change) => [wayText(change), widthChange(change), madeBy(change)].map(escapeHtml));
    parts.push(`<h2>${title}</h2>`, htmlTable(['Way in', 'Open', 'By'], rows));
  }
  return htmlPage('What the change opens and closes', [...parts, ...names.legend.map(paragraph)].join('\n'));
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

function htmlRow(change: ConnectionChangeJson, names: EndNames): readonly string[] {
  const why = whyTexts(change).map((text) => `<small>${escapeHtml(text)}</small>`);
  return [escapeHtml(pairText(change, names)), escapeHtml(portChange(change)), why.join('')];
}
