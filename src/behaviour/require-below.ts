import { SetupError } from '../engine/model/index.ts';

/** What a sentence that ends in a colon needs below it. */
export interface BelowOptions {
  readonly below?: 'table' | 'doc string';
}

export type StepFunction = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Wraps a step definition that needs a table or a doc string as its last argument, so that a spec without it gets an
 * error of its own. Cucumber adds a callback behind the arguments of a step: without the table the definition would get the
 * callback in its place, and cucumber would wait until somebody calls it.
 */
export function requireBelow(definition: StepFunction, options: BelowOptions | undefined): StepFunction {
  const below = options?.below;
  if (below === undefined) return definition;
  return function (this: unknown, ...args: unknown[]): unknown {
    const last = args[definition.length - 1];
    const found = typeof last === 'string' ? 'doc string' : typeof last === 'function' ? 'nothing' : 'table';
    if (found === below) return Reflect.apply(definition, this, args.slice(0, definition.length));
    throw new SetupError(
      `below this sentence must stand a ${below}, and there is ${found === 'nothing' ? found : `a ${found}`}`,
      {
        hint:
          below === 'table'
            ? 'write rows between bars: | a | b |'
            : 'write the text between lines of three quotes: """',
      },
    );
  };
}
