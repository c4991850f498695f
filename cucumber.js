/** Plain `npx cucumber-js` runs the project's own features with the built steps; `curlew run` needs no configuration. */
export default {
  import: ['dist/steps/index.js'],
  paths: ['features/**/*.feature', 'examples/**/*.feature'],
  // Twins fail on purpose: src/twins.test.ts runs them.
  tags: 'not @twin',
};
