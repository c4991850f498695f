import { type BelowOptions, requireBelow, type StepFunction } from './require-below.ts';

/** What every step definition and hook is wrapped in. */
export function wrapStep(definition: StepFunction, options: BelowOptions | undefined): StepFunction {
  return skippingWhatCannotBe(requireBelow(definition, options));
}

/**
 * Wraps a step definition, so that a step which needs what the backend cannot do is skipped, and says why: it did not
 * fail, and it did not pass. Where the World has no `log` to say it with, the step fails with the reason.
 */
function skippingWhatCannotBe(definition: StepFunction): StepFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    const skipped = (error: unknown): 'skipped' => {
      const log = logOf(this);
      if (!isBackendCannot(error) || log === undefined) throw error;
      log(`skipped: ${error.message}`);
      return 'skipped';
    };
    try {
      const result: unknown = Reflect.apply(definition, this, args);
      return result instanceof Promise ? result.catch(skipped) : result;
    } catch (error) {
      return skipped(error);
    }
  };
}

/** By its name: a TypeScript loader may give the user's steps a second copy of the class. */
function isBackendCannot(error: unknown): error is Error {
  return error instanceof Error && error.name === 'BackendCannot';
}

function logOf(world: unknown): ((text: string) => void) | undefined {
  if (typeof world !== 'object' || world === null) return undefined;
  const log: unknown = Reflect.get(world, 'log');
  return typeof log === 'function' ? (text) => void Reflect.apply(log, world, [text]) : undefined;
}
