import type { Bindings } from './bindings.ts';
import type { KnownTokens } from './known.ts';

/** A line of the page; counted from 1 in the file on the disk. */
export interface PageLine {
  readonly line: number;
  readonly text: string;
}

/** What the page prints and the cluster does not. */
export interface Difference {
  /** The page's line; of what the page lacks, its last printed line. */
  readonly line: number;
  /** What the page prints there; empty for what it lacks. */
  readonly expected: string;
  /** What the cluster prints there; empty for what it lacks. */
  readonly actual: string;
  readonly why: string;
  /** Present where nothing differs but an address that the cluster does not give. */
  readonly lacks?: Lacking;
}

/** What one form of comparing is given. */
export interface Texts {
  /** The page's lines, without noise. */
  readonly printed: readonly PageLine[];
  /** The cluster's lines, without noise. */
  readonly actual: readonly string[];
  readonly bindings: Bindings;
  readonly known: KnownTokens;
  /** The command that printed it; empty where nobody knows. */
  readonly argv: readonly string[];
  /** Something was just changed: workloads may be on their way where the page shows them. */
  readonly moving?: boolean;
}

/** The bindings afterwards, and the differences in the page's order. */
export interface Findings {
  readonly bindings: Bindings;
  readonly differences: readonly Difference[];
}

/** The line where something that the page lacks would stand. */
export function lastLine(printed: readonly PageLine[]): number {
  return printed.at(-1)?.line ?? 0;
}

/** What moves the cursor, or colours letters. */
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/** Splits what a terminal shows into lines, without what moves its cursor or colours its letters. */
export function linesOf(text: string): readonly string[] {
  const plain = text.replace(ESCAPES, '').replace(/\r\n/g, '\n');
  return plain.split('\n').map((line) => {
    const text = line.trimEnd();
    return text.slice(text.lastIndexOf('\r') + 1);
  });
}

/** Whose address alone is missing: the page's author had a cluster, or a controller, that gave one. */
export type Lacking = 'Ingress' | 'Service';

/** What is said of it. */
export const LACKING: Readonly<Record<Lacking, string>> = {
  Service: 'the cluster gives the Service no address',
  Ingress: 'no controller gives the Ingress an address',
};
