import { CurlewDefect } from '../../../model/index.ts';
import type { PolicyDialect } from '../contract/dialect.ts';
import { adminNetworkPolicy } from './admin-network-policy/dialect.ts';
import { clusterNetworkPolicy } from './cluster-network-policy/dialect.ts';
import { networkPolicy } from './network-policy/dialect.ts';

/** Every dialect; a new one is a folder and a line here. Of two policies of the same order the earlier line comes first. */
export const dialects: readonly PolicyDialect[] = [networkPolicy, adminNetworkPolicy, clusterNetworkPolicy];

const byKind: ReadonlyMap<string, PolicyDialect> = new Map(
  dialects.flatMap((dialect) => dialect.kinds.map((kind) => [kind, dialect] as const)),
);

/** The kinds of all policies that are modelled. */
export const policyKinds: readonly string[] = [...byKind.keys()];

/** Reports whether objects of a kind are policies. */
export function isPolicyKind(kind: string): boolean {
  return byKind.has(kind);
}

/** The dialect that reads a kind. Throws a CurlewDefect for a kind of which `isPolicyKind` is false. */
export function dialectOf(kind: string): PolicyDialect {
  const dialect = byKind.get(kind);
  if (dialect === undefined) throw new CurlewDefect(`no dialect reads ${kind}`);
  return dialect;
}
