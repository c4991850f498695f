import { compareText, editDistance } from '../../model/index.ts';

/** The name that was probably meant, and how far off the written one is; letter case counts for nothing. */
export interface NearestName {
  readonly name: string;
  readonly distance: number;
}

/** Finds the name closest to the written one; `undefined` when none is close enough to be a slip of the hand. */
export function nearestName(written: string, names: readonly string[]): NearestName | undefined {
  const tolerance = Math.min(3, Math.max(1, Math.floor((written.length + 1) / 3)));
  let nearest: NearestName | undefined;
  for (const name of [...names].sort(compareText)) {
    if (Math.abs(name.length - written.length) > tolerance) continue;
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (distance <= tolerance && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { name, distance };
  }
  return nearest;
}
