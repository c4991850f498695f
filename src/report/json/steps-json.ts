import { JSON_VERSION, type Versioned } from './version.ts';

/** One sentence of the catalogue, which the build takes from the step definitions and their comments. */
export interface CatalogueEntry {
  readonly keyword: 'Given' | 'When' | 'Then';
  /** A Cucumber Expression. */
  readonly expression: string;
  readonly description: string;
  /** Lines of Gherkin. */
  readonly example: string;
}

/** The JSON of `curlew steps`. */
export interface StepsJson extends Versioned {
  readonly sentences: readonly CatalogueEntry[];
}

export function stepsJson(sentences: readonly CatalogueEntry[]): StepsJson {
  return { version: JSON_VERSION, sentences };
}
