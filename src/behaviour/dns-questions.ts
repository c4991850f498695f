import type { Trace } from '../engine/model/index.ts';

/**
 * The questions to the cluster's DNS that a connection began with, as connections of their own: a look-up is lost where a
 * policy drops its question, so the policies that let it through have decided too.
 */
export function dnsQuestionsOf({ branches }: Trace): readonly Trace[] {
  return [...new Set(branches.flatMap(({ hops }) => hops.flatMap(({ questions = [] }) => questions)))];
}
