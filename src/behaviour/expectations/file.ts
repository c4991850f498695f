import type { Cluster } from '../../api/index.ts';
import { type Backend, backendOf } from '../../backends/index.ts';
import { type From, queryOf } from '../../grammar/index.ts';
import { failExpectation } from '../failure.ts';

/** Holds if a file that the kubelet manages in the client's containers contains the lines, in order and without gaps. */
export async function expectFile(
  asked: Backend | Cluster,
  { from, path, namespace = 'default' }: { readonly from: From; readonly path: string; readonly namespace?: string },
  lines: string,
): Promise<void> {
  const content = await backendOf(asked).readFile({ from: queryOf(from), path, namespace });
  if (contains(linesOf(content), linesOf(lines))) return;
  failExpectation(`the file ${path} contains\n${indent(lines)}`, `it is\n${indent(content)}`);
}

function linesOf(text: string): readonly string[] {
  return text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/\s+/g, ' '));
}

function contains(all: readonly string[], some: readonly string[]): boolean {
  return all.some((_, start) => some.every((line, index) => all[start + index] === line));
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
