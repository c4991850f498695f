import type { ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest, most of it in processes of its own. vitest knows that from an earlier run; in a fresh clone it would
 * begin with the largest files, and one of these alone would be left at the end.
 */
const LONGEST = [
  'src/docs.test.ts',
  'src/hosts/cli/main.test.ts',
  'src/own-steps.test.ts',
  'src/authoring/generate/generate-feature.property.test.ts',
  'src/hosts/cli/commands/mutate.test.ts',
  'src/tooling/fuzz/fuzz.test.ts',
  'src/hosts/cli/order.property.test.ts',
  'src/hosts/cli/side-effects.test.ts',
  'src/hosts/cucumber/user-steps.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => LONGEST.findIndex((file) => moduleId.endsWith(`/${file}`)) >>> 0;
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

const config: ViteUserConfig = { test: { sequence: { sequencer: LongestFirst } } };

export default config;
