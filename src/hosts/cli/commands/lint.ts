import { type Command, Option } from 'commander';
import type { Cluster } from '../../../api/index.ts';
import type { LintReport, LintRule, Severity } from '../../../engine/model/index.ts';
import { SEVERITIES, SetupError } from '../../../engine/model/index.ts';
import { type ClusterOptions, clusterOfOptions, withClusterOptions } from '../cluster-options.ts';
import { Exit } from '../failure.ts';
import { outputOption, printJson } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { exactly } from '../text-stream.ts';
import { version } from '../version.ts';

interface LintCommandOptions extends ClusterOptions {
  readonly output: 'text' | 'json' | 'sarif' | 'github';
  readonly failOn: Severity;
  readonly only: readonly string[];
  readonly ignore: readonly string[];
  readonly explain?: string;
}

/** `curlew lint`: what the API server accepts, and nobody means. */
export function addLint(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('lint')
    .description('find mistakes in manifests: policies that select nothing, ports that nobody listens on …');
  withClusterOptions(command, 'manifests')
    .addOption(outputOption(['text', 'json', 'sarif', 'github']))
    .addOption(
      new Option('--fail-on <severity>', 'end with status 1 if there is a finding of this severity, or a worse one')
        .choices([...SEVERITIES])
        .default('warning'),
    )
    .option('--only <code>', 'look for this code alone (repeatable, or separated by commas)', codes, [])
    .option('--ignore <code>', 'do not look for this code (repeatable, or separated by commas)', codes, [])
    .option('--explain <code>', 'print the page of a code, and nothing else')
    .addHelpText('after', '\nExample:\n  curlew lint -f examples/wordpress')
    .action((options) => runLint(options, surroundings));
}

function codes(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(',').map((code) => code.trim())];
}

async function runLint(options: LintCommandOptions, surroundings: Surroundings): Promise<void> {
  const { stdout, stderr } = surroundings;
  const { lintRules } = await import('../../../api/index.ts');
  if (options.explain !== undefined) {
    stdout.write(ruleNamed(lintRules, options.explain).page);
    return;
  }
  if (options.file.length === 0) {
    throw new SetupError('there is nothing to lint', { hint: 'name the manifests: curlew lint -f PATH' });
  }
  const cluster = await clusterOfOptions(options, surroundings);
  const said = new Set(cluster.diagnostics.map(({ code }) => code));
  for (const code of options.only) if (!said.has(code)) ruleNamed(lintRules, code);
  for (const code of options.ignore) {
    if (!said.has(code) && !lintRules.some((rule) => rule.code === code)) {
      stderr.write(`warning: nothing has the code "${code}" that is to be ignored\n`);
    }
  }
  const report = cluster.lint({
    ...(options.only.length === 0 ? {} : { only: options.only }),
    ...(options.ignore.length === 0 ? {} : { ignore: options.ignore }),
  });
  await print({ report, cluster, output: options.output }, surroundings);
  // What cannot be read belongs to no object, and was not looked at.
  if (report.findings.some(({ severity, object }) => severity === 'error' && object === undefined)) throw new Exit(2);
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(options.failOn) + 1);
  if (report.findings.some(({ severity }) => failing.includes(severity))) throw new Exit(1);
}

function ruleNamed(rules: readonly LintRule[], code: string): LintRule {
  const rule = rules.find((each) => each.code === code);
  if (rule !== undefined) return rule;
  throw new SetupError(`no check has the code "${code}"`, {
    hint: `there are: ${rules.map((each) => each.code).join(', ')}`,
  });
}

interface Answer {
  readonly report: LintReport;
  readonly cluster: Cluster;
  readonly output: LintCommandOptions['output'];
}

async function print({ report, cluster, output }: Answer, surroundings: Surroundings): Promise<void> {
  const { formatLint, lintGithub, lintJson, lintSarif } = await import('../../../report/index.ts');
  switch (output) {
    case 'json':
      return printJson(surroundings, lintJson(report));
    case 'sarif':
      return printJson(surroundings, lintSarif(report, version));
    case 'github':
      exactly(surroundings.stdout).write(lintGithub(report));
      return;
    case 'text':
      surroundings.stdout.write(formatLint(report, (file) => cluster.textOf(file)));
  }
}
