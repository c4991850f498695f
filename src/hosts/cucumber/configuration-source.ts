import type { ILoadConfigurationOptions } from '@cucumber/cucumber/api';
import type { RunOptions } from './run-options.ts';
import { RunUsageError } from './run-usage-error.ts';

/**
 * What cucumber loads its configuration from: the user's file only if `--config` or `--profile` is given, with the flags
 * on top. Paths, step files and the order are left out: the run sets those itself.
 */
export function configurationSource(options: RunOptions): ILoadConfigurationOptions {
  checkFlags(options);
  const { config, profile = [] } = options;
  const provided = {
    tags: options.tags,
    name: options.name,
    parallel: options.parallel,
    shard: options.shard,
    format: options.format,
    formatOptions: options.formatOptions,
    dryRun: options.dryRun,
    failFast: options.failFast,
    retry: options.retry,
    language: options.language,
    worldParameters: options.worldParameters,
    strict: options.strict,
  };
  return {
    ...(config !== undefined ? { file: config } : profile.length === 0 ? { file: false } : {}),
    profiles: [...profile],
    // A copy without what is undefined, which would not pass cucumber's own check.
    provided: JSON.parse(JSON.stringify(provided)),
  };
}

/** Cucumber accepts a shard that does not exist, and runs nothing; and refuses `reverse`, which it knows. */
function checkFlags({ shard, order }: RunOptions): void {
  const [, index, total] = /^(\d+)\/(\d+)$/.exec(shard ?? '1/1') ?? [];
  if (index === undefined || Number(index) < 1 || Number(index) > Number(total)) {
    throw new RunUsageError(`--shard ${shard} is not INDEX/TOTAL with INDEX from 1 to TOTAL`);
  }
  if (!/^(?:defined|reverse|random(?::.+)?)$/.test(order ?? 'defined')) {
    throw new RunUsageError(`--order ${order} is none of defined, reverse, random and random:SEED`);
  }
}
