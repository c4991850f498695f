/** What to do about a step file that does not load, if its error tells. */
export function stepFileHint(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isMoreThanTypes(error)) return 'tsx compiles it: npm install --save-dev tsx';
  if (!takesStepsFromLibrary(error)) return undefined;
  return "import it from 'curlew/cucumber', which has all that a step needs; 'curlew' is the library without cucumber";
}

/** Node strips types, and compiles nothing: https://nodejs.org/api/typescript.html#typescript-features */
function isMoreThanTypes(error: Error): boolean {
  return Reflect.get(error, 'code') === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
}

/** What cucumber gives to step files, as far as a file calls it when it is loaded. */
const CALLED =
  /\b(Given|When|Then|Before(All|Step)?|After(All|Step)?|define(Step|ParameterType)|set[A-Z]\w+)\)? is not a function/;

/** To `import` what a module lacks is a SyntaxError; with `require` it is undefined, and no function to call. */
function takesStepsFromLibrary({ message }: Error): boolean {
  return /'curlew' does not provide an export named/.test(message) || CALLED.test(message);
}
