/** The doors of the package: what `import` takes, the module that it leads to, and what that is built from. */
export const DOORS: readonly Door[] = [
  { specifier: 'curlew', name: 'curlew', source: 'src/doors/curlew.ts' },
  { specifier: 'curlew/engine', name: 'engine', source: 'src/doors/engine.ts' },
  { specifier: 'curlew/cucumber', name: 'cucumber', source: 'src/doors/cucumber.ts' },
  { specifier: 'curlew/steps', name: 'steps', source: 'steps/index.ts' },
  { specifier: 'curlew/vitest', name: 'vitest', source: 'src/hosts/vitest/index.ts' },
];

export interface Door {
  readonly specifier: string;
  /** `dist/types/NAME.d.ts` has its declarations. */
  readonly name: string;
  readonly source: string;
}
