import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJsonSchemas } from '../json-schemas.ts';
import { stepCatalogue } from '../step-catalogue.ts';
import { bundleCucumber, bundleOwn, bundleSteps } from './bundles.ts';
import { declareTypes } from './declarations.ts';
import { recordInputs } from './inputs.ts';

/**
 * Builds into a folder: the validators, one ES module for each door of the package, the steps, and the declarations. They
 * are built aside and moved into place at the end: who runs the old ones meanwhile keeps them whole.
 */
export async function buildPackage(target: string, digest: string): Promise<void> {
  const next = `${target}.next`;
  execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../generate-schemas.ts')], {
    stdio: 'inherit',
  });
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next);
  const declared = declareTypes(`${next}/types`);
  await Promise.all([bundleOwn(next), bundleCucumber(next), bundleSteps(`${next}/steps`)]);
  writeFileSync(`${next}/steps.json`, `${JSON.stringify(stepCatalogue('steps'), null, 1)}\n`);
  copyFileSync('src/engine/profiles/cluster.schema.json', `${next}/cluster.schema.json`);
  writeJsonSchemas(`${next}/schemas`);
  await declared;
  // npm makes it a program when it installs the package; a checkout is linked once, and built again.
  chmodSync(`${next}/cli.js`, 0o755);
  recordInputs(next, digest);
  rmSync(target, { recursive: true, force: true });
  renameSync(next, target);
}
