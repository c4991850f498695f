import { digestOfInputs, isBuiltOf } from './inputs.ts';

/*
 * Builds `dist`. With `--if-changed`, only if it is not the build of these sources already: npm asks for one more often
 * than it knows, at the first `npx curlew` of a checkout for example.
 */
const digest = digestOfInputs();
if (!process.argv.includes('--if-changed') || !isBuiltOf('dist', digest)) {
  const { buildPackage } = await import('./build-package.ts');
  await buildPackage('dist', digest);
}
