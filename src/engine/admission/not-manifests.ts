import { compareText, type Diagnostic } from '../model/index.ts';

/** How many are named; a folder may have thousands. */
const NAMED = 8;

/** Says in one line which of the files that were found are no manifests. */
export function notManifests(names: readonly string[]): readonly Diagnostic[] {
  const [first, ...others] = [...new Set(names)].sort(compareText);
  if (first === undefined) return [];
  const shown = [first, ...others].slice(0, NAMED);
  const rest = others.length + 1 - shown.length;
  const list = rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
  const message =
    others.length === 0
      ? `${list} is no manifest, and is left out`
      : `${others.length + 1} files are no manifests, and are left out: ${list}`;
  return [{ code: 'no-manifest', severity: 'warning', message }];
}
