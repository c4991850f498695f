import type { MatrixDiff, WorkloadPeer } from '../../model/index.ts';
import { pairText, portChange, sectionsOf, summaryOf, whyText } from './diff-rows.ts';
import { escapeHtml, htmlPage, htmlTable } from './html-page.ts';
import { markdownTable } from './matrix-markdown.ts';
import { peerName } from './names.ts';

/** A diff for a terminal. */
export function diffText(diff: MatrixDiff): string {
  const lines = [summaryOf(diff), ...workloadLines(diff)];
  for (const { title, changes } of sectionsOf(diff)) {
    lines.push('', `${title}:`);
    for (const change of changes) {
      lines.push(`  ${pairText(change)}: ${portChange(change)}`);
      lines.push(...change.because.flatMap((why) => whyText(why).map((text) => `      ${text}`)));
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

function workloadLines({ workloads }: MatrixDiff): readonly string[] {
  return [...listed('added', workloads.added), ...listed('removed', workloads.removed)];
}

function listed(what: string, workloads: readonly WorkloadPeer[]): readonly string[] {
  return workloads.length === 0 ? [] : [`workloads ${what}: ${workloads.map(peerName).join(', ')}`];
}

const HEAD: readonly string[] = ['Connection', 'Ports', 'Why'];

/** A diff fit for the comment of a pull request. */
export function diffMarkdown(diff: MatrixDiff): string {
  const parts = [`### Network policy: ${summaryOf(diff)}\n`, ...workloadLines(diff).map((line) => `\n${line}\n`)];
  for (const { title, changes } of sectionsOf(diff)) {
    const rows = changes.map((change) => [
      pairText(change),
      portChange(change),
      change.because.flatMap(whyText).join('<br>'),
    ]);
    parts.push(`\n#### ${title}\n\n${markdownTable(HEAD, rows)}`);
  }
  return parts.join('');
}

/** A diff as a page of its own. */
export function diffHtml(diff: MatrixDiff): string {
  const parts = [
    `<p>${escapeHtml(summaryOf(diff))}</p>`,
    ...workloadLines(diff).map((line) => `<p>${escapeHtml(line)}</p>`),
  ];
  for (const { title, changes } of sectionsOf(diff)) {
    const rows = changes.map((change) => [
      escapeHtml(pairText(change)),
      escapeHtml(portChange(change)),
      change.because
        .flatMap(whyText)
        .map((text) => `<small>${escapeHtml(text)}</small>`)
        .join(''),
    ]);
    parts.push(`<h2>${title}</h2>`, htmlTable(HEAD, rows));
  }
  return htmlPage('What the change opens and closes', parts.join('\n'));
}
