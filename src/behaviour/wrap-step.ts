import { withoutOwnFrames } from './own-frames.ts';
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
    try {
      const result: unknown = Reflect.apply(definition, this, args);
      return result instanceof Promise ? result.catch((error: unknown) => skipped(this, error)) : result;
    } catch (error) {
      return skipped(this, error);
    }
  };
}

/** What a step answers that threw for what its backend cannot do; any other error is thrown again, with the user's part of its stack. */
function skipped(world: unknown, error: unknown): 'skipped' {
  const log = logOf(world);
  if (!isBackendCannot(error) || log === undefined) throw withoutOwnFrames(error);
  log(`skipped: ${error.message}`);
  return 'skipped';
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
