/** What the parameters of sentences stand for: the sources of regular expressions, by the parameters' names. */
export type ParameterPatterns = ReadonlyMap<string, readonly string[]>;

/** The types that cucumber brings along (@cucumber/cucumber-expressions, ParameterTypeRegistry). */
const BUILT_IN: ParameterPatterns = new Map([
  ['int', ['-?\\d+', '\\d+']],
  ['word', ['[^\\s]+']],
  ['string', ['"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"', "'[^'\\\\]*(?:\\\\.[^'\\\\]*)*'"]],
]);

/** A parameter of a sentence, and what stands in its place. */
export interface Filled {
  readonly parameter: string;
  readonly text: string;
  /** Whether the text is what the parameter stands for. */
  readonly fits: boolean;
}

/** A Cucumber Expression, as far as it takes to tell why a sentence does not match it. */
export class SentencePattern {
  readonly expression: string;
  readonly #parameters: readonly string[];
  readonly #patterns: ParameterPatterns;
  readonly #loose: RegExp;

  constructor(expression: string, patterns: ParameterPatterns) {
    this.expression = expression;
    this.#patterns = patterns;
    this.#parameters = [...expression.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
    this.#loose = new RegExp(`^${looseSource(expression)}$`);
  }

  /** What stands in the place of each parameter, where the words between them are the sentence's own. */
  fill(text: string): readonly Filled[] | undefined {
    const found = this.#loose.exec(text);
    if (found === null) return undefined;
    return this.#parameters.map((parameter, index) => {
      const filling = found[index + 1] ?? '';
      return { parameter, text: filling, fits: fits(this.#patterns, parameter, filling) };
    });
  }

  /** Whether the text is the sentence. */
  matches(text: string): boolean {
    return this.fill(text)?.every((each) => each.fits) === true;
  }
}

/** Whether a text is what a parameter stands for; any text is, where nobody knows. */
export function fits(patterns: ParameterPatterns, parameter: string, text: string): boolean {
  const known = patterns.get(parameter) ?? BUILT_IN.get(parameter);
  return known === undefined || known.some((source) => new RegExp(`^(?:${source})$`).test(text));
}

/** The expression with any text in the place of its parameters: `(optional)` words, and words/alternatives. */
function looseSource(expression: string): string {
  return expression
    .split(/(\{[^}]*\}|\s+)/)
    .map((part) => {
      if (part.startsWith('{')) return '(.+?)';
      const alternatives = part.split('/').map(withOptional);
      return alternatives.length === 1 ? alternatives[0] : `(?:${alternatives.join('|')})`;
    })
    .join('');
}

/** An optional text may hold spaces, so that its parentheses may stand in two parts. */
function withOptional(part: string): string {
  return part
    .replace(/[.*+?^$[\]\\|]/g, '\\$&')
    .replaceAll('(', '(?:')
    .replaceAll(')', ')?');
}
