import type { ForeignKind } from '../foreign-kind.ts';
import { harmless } from './harmless.ts';
import { meshes } from './meshes.ts';
import { furtherNetworks, pluginPolicies } from './policies.ts';
import { runners } from './runners.ts';
import { waysIn } from './ways-in.ts';

/** Foreign kinds by what they do: the first row that names a kind, and those behind it with other effects, count. */
export const catalogue: readonly ForeignKind[] = [
  ...pluginPolicies,
  ...furtherNetworks,
  ...meshes,
  ...waysIn,
  ...runners,
  ...harmless,
];
