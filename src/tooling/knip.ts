import type { KnipConfig } from 'knip';

/** What nothing uses: exports that nobody imports, files, and dependencies. Run by `npm test`. */
const config: KnipConfig = {
  entry: [
    // The doors of the package, and what cucumber loads by its path.
    'src/doors/*.ts',
    'steps/index.ts',
    'src/hosts/vitest/index.ts',
    'src/hosts/cli/main.ts',
    'src/hosts/cucumber/{formatter,redirect,line-filter}.ts',
    // What a developer runs.
    'src/tooling/{test,bench,fuzz,mutation,vitest.config,update-docs,update-api,generate-schemas,knip}.ts',
    'src/hosts/cucumber/testing/program.ts',
    'src/tooling/fuzz/worker.ts',
    'src/tooling/mutation/{warm-runner,session}.ts',
  ],
  project: ['src/**/*.ts', 'steps/**/*.ts'],
  // A room's door exports the types that its functions name, whether somebody writes them down or not.
  exclude: ['types'],
  // Its declarations are read as files: the schemas come from them.
  ignoreDependencies: ['@kubernetes/client-node'],
  // Tests use them where they are installed.
  ignoreBinaries: ['dig', 'unshare'],
};

export default config;
