import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pair } from './measure.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SPEC = `    Given the manifests in examples/wordpress
    When busybox curls mariadb:3306
    Then it reaches pod 172.30.x.x via ClusterIP
`;
const EMPTY = '    Given nothing\n    When nothing\n    Then nothing\n';

/** `curlew run` against plain cucumber-js with as many scenarios of empty steps. */
export function benchRuns(): readonly string[] {
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'));
    mkdirSync(join(folder, 'plain'));
    writeFileSync(
      join(folder, 'plain/steps.js'),
      "import { Given } from '@cucumber/cucumber';\nGiven('nothing', () => {});\n",
    );
    return [compare(folder, 1, 'one scenario', 11), compare(folder, 1000, '1,000 scenarios', 5)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(folder: string, count: number, name: string, runs: number): string {
  // One empty step is the baseline that a single scenario is held against.
  const empty = count === 1 ? '    Given nothing\n' : EMPTY;
  writeFileSync(join(folder, 'ours.feature'), featureOf(count, SPEC));
  writeFileSync(join(folder, 'plain/plain.feature'), featureOf(count, empty));
  const ours = [join(ROOT, 'dist/cli.js'), 'run', 'ours.feature'];
  const plain = [
    join(ROOT, 'node_modules/@cucumber/cucumber/bin/cucumber.js'),
    '--import',
    'plain/steps.js',
    'plain/plain.feature',
  ];
  const result = pair(ours, plain, { cwd: folder, runs });
  return `run, ${name}: ${ms(result.ours)}; plain cucumber-js ${ms(result.baseline)}; ratio ${result.ratio.toFixed(2)}`;
}

function featureOf(count: number, steps: string): string {
  const scenarios = Array.from({ length: count }, (_, index) => `  Scenario: number ${index}\n${steps}`);
  return `Feature: bench\n${scenarios.join('\n')}`;
}

function ms(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}
