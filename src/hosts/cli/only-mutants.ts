import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Mutant } from '../../authoring/mutate/index.ts';
import { resolveKind } from '../../engine/admission/index.ts';
import { compareText, firstNames, SetupError } from '../../engine/model/index.ts';

/**
 * The mutants of some policies: of a kind (`NetworkPolicy`, `anp`), or of a file, folder or glob. Throws a SetupError for one
 * that chooses none. Paths start from `cwd`.
 */
export async function onlyMutants(
  all: readonly Mutant[],
  choices: readonly string[],
  cwd: string,
): Promise<readonly Mutant[]> {
  const chosen = new Set<Mutant>();
  for (const choice of choices) {
    const found = await chosenBy(choice, all, cwd);
    if (found.length === 0) {
      const files = [...new Set(all.map(({ rule }) => rule.location.file))].sort(compareText);
      throw new SetupError(`--only ${choice} chooses no policy`, { hint: `policies stand in ${firstNames(files)}` });
    }
    for (const mutant of found) chosen.add(mutant);
  }
  return all.filter((mutant) => chosen.has(mutant));
}

async function chosenBy(choice: string, all: readonly Mutant[], cwd: string): Promise<readonly Mutant[]> {
  const kind = resolveKind(choice)?.kind;
  const ofKind = all.filter(({ policy }) => policy.ref.kind === kind);
  if (ofKind.length > 0) return ofKind;
  const path = resolve(cwd, choice);
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
  if (isFolder) return all.filter(({ rule }) => resolve(cwd, rule.location.file).startsWith(path + sep));
  const { glob } = await import('tinyglobby');
  const matches = await glob(choice, { cwd, absolute: true, ignore: '**/node_modules/**' });
  const files = new Set([path, ...matches.map((each) => resolve(each))]);
  return all.filter(({ rule }) => files.has(resolve(cwd, rule.location.file)));
}
