import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a build says what it was made of. It is not part of the package. */
const RECORD = '.inputs';

/** Whatever else may change what a build makes: the tools and libraries, by the lock file, and how they are set. */
const SETTINGS: readonly string[] = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** A digest of everything that a build is made of: the sources without their tests, and the settings. */
export function digestOfInputs(): string {
  const sources = ['src', 'steps'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  const files = sources.filter((path) => /\.(ts|json)$/.test(path) && !/\.test\.ts$|[\\/]generated[\\/]/.test(path));
  const hash = createHash('sha256');
  for (const file of [...SETTINGS, ...files.sort()]) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Reports whether a folder holds a whole build of these inputs. */
export function isBuiltOf(folder: string, digest: string): boolean {
  const record = join(folder, RECORD);
  return existsSync(record) && readFileSync(record, 'utf8') === digest;
}

/** Says in a folder that it is a whole build of these inputs. */
export function recordInputs(folder: string, digest: string): void {
  writeFileSync(join(folder, RECORD), digest);
}
