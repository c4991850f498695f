import Module, { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * Imported before the user's step files, in each process that runs steps. Two copies of cucumber in one run do not see
 * each other's steps, and the project may well have its own. So `@cucumber/cucumber` and `curlew`, with all of their doors, resolve from here,
 * whoever asks: by a loader hook for `import`, and in the resolver itself for `require`.
 */
const SHARED = /^(?:@cucumber\/cucumber|curlew)(?:\/|$)/;
const HERE = fileURLToPath(import.meta.url);

const hook = `
let parentURL;
export function initialize(data) { parentURL = data.parentURL; }
export function resolve(specifier, context, next) {
  return next(specifier, ${SHARED}.test(specifier) ? { ...context, parentURL } : context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`, { data: { parentURL: import.meta.url } });

const ownRequire = createRequire(import.meta.url);
const resolveFilename: unknown = Reflect.get(Module, '_resolveFilename');
if (typeof resolveFilename === 'function') {
  Reflect.set(Module, '_resolveFilename', (request: string, parent?: { filename?: string }, ...rest: unknown[]) => {
    if (SHARED.test(request) && parent?.filename !== HERE) return ownRequire.resolve(request);
    return Reflect.apply(resolveFilename, Module, [request, parent, ...rest]);
  });
}

/*
 * A worker that fails prints a stack of cucumber's, since it has no report to write in. Its first line says what is wrong.
 */
if (process.env['CUCUMBER_WORKER_ID'] !== undefined) {
  const end = (cause: unknown) => {
    process.stderr.write(`error: a worker failed: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exit(1);
  };
  const print = console.error;
  console.error = (...said: unknown[]) => {
    const [error] = said;
    if (error instanceof Error && error.message.startsWith('Unexpected error on worker.')) end(error.cause);
    else print(...said);
  };
  // While a step runs, cucumber listens as well, and the error is the step's.
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') === 1) end(error);
  });
}
