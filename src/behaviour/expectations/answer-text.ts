import type { Trace } from '../../engine/model/index.ts';
import { firstLines, formatSocket } from '../../engine/model/index.ts';
import { traceEvidence } from '../../report/index.ts';
import { briefReason } from './brief-reason.ts';

/** Joins the lines of a report, which stand below each other. */
export const NEXT = '\n          ';

/** How many of the wrong answers a report explains in full. */
export const SHOWN = 3;

/** How many of the others get a line. */
const BRIEF = 8;

/** A line for each of the first few: who, and what became of the connection. */
export function listOf(answers: readonly { readonly from: string; readonly trace: Trace }[]): string {
  return firstLines(answers.map(({ from, trace }) => `${from} ${verdictOf(trace)}`)).join(NEXT);
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

/** The traces of the first few, and a line for each of some others. */
export function evidence(answers: readonly { readonly trace: Trace }[]): string {
  const shown = answers.slice(0, SHOWN).map(({ trace }) => traceEvidence(trace));
  const others = answers.slice(SHOWN);
  if (others.length === 0) return shown.join('\n');
  const brief = others.slice(0, BRIEF).map(({ trace }) => `  ${briefReason(trace)}`);
  const end = others.length > BRIEF ? ['  …'] : [];
  return [shown.join('\n'), `\n… and ${others.length} more`, ...brief, ...end].join('\n');
}

/** `1 cell is`, `2 cells are`. */
export function countOf(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
}
