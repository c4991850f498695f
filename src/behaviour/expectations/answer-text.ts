import type { Trace } from '../../engine/model/index.ts';
import { formatSocket } from '../../engine/model/index.ts';
import { explainTrace } from '../../report/index.ts';
import { briefReason } from './brief-reason.ts';

/** Joins the lines of a report, which stand below each other. */
export const NEXT = '\n          ';

/** How many of the wrong answers a report explains in full. */
export const SHOWN = 3;

/** A line for each: who, and what became of the connection. */
export function listOf(answers: readonly { readonly from: string; readonly trace: Trace }[]): string {
  return answers.map(({ from, trace }) => `${from} ${verdictOf(trace)}`).join(NEXT);
}

/** What became of a connection, to follow the client's name. */
export function verdictOf(trace: Trace): string {
  const connected = trace.branches.filter(({ outcome }) => outcome === 'connected').length;
  const doubt = trace.branches.find(({ outcome }) => outcome === 'unknown')?.hops.at(-1);
  if (trace.reach === 'unknown' && doubt !== undefined) return `is unknown: ${doubt.reason.text}`;
  if (connected === 0) {
    return `does not connect: ${[...new Set(trace.branches.map(({ outcome }) => outcome))].join(' or ')}`;
  }
  if (trace.outcome === 'flaky') return `is flaky: ${connected} of ${trace.branches.length} connect`;
  const { endpoint } = trace.branches[0] ?? {};
  return endpoint === null || endpoint === undefined
    ? 'connects'
    : `connects to ${endpoint.name} at ${formatSocket(endpoint.ip?.text ?? '', endpoint.port)}`;
}

/** The traces of the first few, and a line for each of the others. */
export function evidence(answers: readonly { readonly trace: Trace }[]): string {
  const shown = answers.slice(0, SHOWN).map(({ trace }) => explainTrace(trace));
  const others = answers.slice(SHOWN).map(({ trace }) => `  ${briefReason(trace)}`);
  const more = others.length === 0 ? [] : [`\n… and ${others.length} more`, ...others];
  return [shown.join('\n'), ...more].join('\n');
}

/** `1 cell is`, `2 cells are`. */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
}
