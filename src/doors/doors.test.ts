import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiReport, apiReports } from '../tooling/api/api-reports.ts';
import { DOORS } from '../tooling/build/doors.ts';

/* What the package exports, as it was built last. */
const ROOT = join(import.meta.dirname, '../..');

describe('the API', () => {
  let reports: readonly ApiReport[] = [];
  beforeAll(() => {
    reports = apiReports();
  });

  test.each(DOORS)(
    'of $specifier is the one that was reviewed: else run npx tsx src/tooling/update-api.ts',
    ({ name }) => {
      const report = reports.find(({ api }) => api.door.name === name);
      expect(report?.text).toBe(readFileSync(join(import.meta.dirname, 'api', `${name}.api.md`), 'utf8'));
    },
  );

  test.each(DOORS)('of $specifier exports every type that it speaks of', ({ name }) => {
    const { unexported = [] } = reports.find(({ api }) => api.door.name === name)?.api ?? {};
    // The engine's Cluster, of which that of files is a kind, has the same name: it is exported by the engine's door.
    expect(unexported.filter((type) => type !== 'Cluster' || name === 'engine')).toEqual([]);
  });
});

/** What a built module needs that is not in the package, when it is loaded or later. */
async function needs(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [join(ROOT, 'dist', file)],
    bundle: true,
    write: false,
    platform: 'neutral',
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return [...new Set(imports.flatMap(({ path, external }) => (external === true ? [path] : [])))].sort();
}

const NODE = (module: string) => module.startsWith('node:') || builtinModules.includes(module);

describe('what a door loads', () => {
  test.each(['curlew.js', 'engine.js'])('%s: nothing that is not in the package, and so no cucumber', async (file) => {
    expect((await needs(file)).filter((module) => !NODE(module))).toEqual([]);
  });

  test('cucumber.js: cucumber, which is the one of the run', async () => {
    expect(await needs('cucumber.js')).toContain('@cucumber/cucumber');
  });
});

const MANIFESTS = `
{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {containers: [{name: c, image: busybox}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}
`;

test('the engine runs where there is nothing but the language', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/doors/engine.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'curlew',
    logLevel: 'silent',
  });
  const bare = vm.createContext({ manifests: MANIFESTS });
  vm.runInContext(outputFiles[0]?.text ?? '', bare);
  const outcome: unknown = vm.runInContext(
    `curlew.Cluster.of({ yaml: manifests }).connect({ from: 'client', to: 'web' }).outcome`,
    bare,
  );
  expect(outcome).toBe('connected');
});
