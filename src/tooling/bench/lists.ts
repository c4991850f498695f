import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockYaml } from './block-yaml.ts';
import { pair } from './measure.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SERVICES = 1_000;

/** `curlew lint` of what `kubectl get -o yaml` writes, one List, against the same objects as documents. */
export function benchLists(): readonly string[] {
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'bench-'));
  try {
    const items = Array.from({ length: SERVICES }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `app-${index}`, namespace: 'default' },
      spec: { selector: { app: `app-${index}` }, ports: [{ port: 80 }] },
    }));
    writeFileSync(join(folder, 'documents.yaml'), items.map((item) => blockYaml(item)).join('---\n'));
    writeFileSync(join(folder, 'list.yaml'), listOf(items));
    mkdirSync(join(folder, 'many'));
    for (let from = 0; from < 100; from++) {
      const some = items.filter((_, index) => index % 100 === from);
      writeFileSync(join(folder, 'many', `list-${from}.yaml`), listOf(some));
    }
    return [compare(folder, 'list.yaml', 'one List'), compare(folder, 'many', '100 Lists')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(folder: string, path: string, name: string): string {
  const lint = (file: string): string[] => [join(ROOT, 'dist/cli.js'), 'lint', '-f', file];
  const { ours, baseline, ratio } = pair(lint(path), lint('documents.yaml'), { cwd: folder, runs: 3 });
  return `lint, ${SERVICES} Services in ${name}: ${ours.toFixed(2)} s; as documents ${baseline.toFixed(2)} s; ratio ${ratio.toFixed(2)}`;
}

function listOf(items: readonly object[]): string {
  return blockYaml({ apiVersion: 'v1', kind: 'List', items });
}
