import { relative, resolve } from 'node:path';
import type { Exception, SourceReference } from './messages.ts';
import type { ScenarioLog, StepRun } from './scenario-log.ts';

/** Whose fault a failure is: the spec does not hold, the input is bad, or Curlew is wrong. */
export type Fault = 'spec' | 'input' | 'defect';

/** Tells our own step definitions from the user's by where they stand; both lists are absolute. */
export interface Origin {
  readonly cwd: string;
  /** The folder that cucumber writes the paths of definitions from: where the steps were loaded first. */
  readonly definedFrom: string;
  /** The package that holds the built-in steps. */
  readonly builtinRoot: string;
  readonly userSteps: readonly string[];
}

const BAD_INPUT = new Set(['ManifestError', 'SetupError', 'BackendCannot']);
/** What the language itself throws when code is wrong; from a built-in step it is a defect of Curlew. */
const LANGUAGE_ERRORS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

/** Whose fault it is that a step, or the hook that failed, threw `exception`. */
export function faultOf(exception: Exception | undefined, builtin: boolean): Fault {
  if (exception === undefined) return 'spec';
  if (exception.type === 'CurlewDefect') return 'defect';
  if (BAD_INPUT.has(exception.type)) return 'input';
  return builtin && LANGUAGE_ERRORS.has(exception.type) ? 'defect' : 'spec';
}

/** Reports whether the code at `source` came with Curlew. */
export function isBuiltin(source: SourceReference | undefined, origin: Origin): boolean {
  if (source?.uri === undefined) return false;
  const file = asReported(resolve(origin.definedFrom, source.uri));
  return file.startsWith(asReported(origin.builtinRoot)) && !origin.userSteps.some((step) => asReported(step) === file);
}

/** Cucumber reads places off a stack, and loses the parentheses of a path on the way. */
function asReported(path: string): string {
  return path.replace(/[()]/g, '');
}

/** `file:line` of a definition. Of the user's own file, cucumber's path is put right. */
export function placeOf(source: SourceReference | undefined, origin: Origin): string {
  const file = asReported(resolve(origin.definedFrom, source?.uri ?? ''));
  const own = origin.userSteps.find((step) => asReported(step) === file);
  return `${own === undefined ? source?.uri : relative(origin.cwd, own)}:${source?.location?.line}`;
}

/** Where the code of a step or a hook stands; undefined for a step without exactly one definition. */
export function sourceOf(run: StepRun, log: ScenarioLog): SourceReference | undefined {
  const { hookId, stepDefinitionIds = [] } = run.step;
  if (hookId !== undefined) return log.hooks.get(hookId)?.sourceReference;
  const [only, ...others] = stepDefinitionIds;
  return only === undefined || others.length > 0 ? undefined : log.stepDefinitions.get(only)?.sourceReference;
}
