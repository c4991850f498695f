import type { Problem } from './problem.ts';
import type { JsonObject } from './unroll-list.ts';

/** What an object says it is. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Message bodies are cut here: the whole object would fill the screen. */
const LONGEST_BODY = 120;

/** Reads kind and apiVersion; without them nothing else about the object can be judged. */
export function identityOf(object: JsonObject): Identity | Problem {
  const { kind, apiVersion } = object;
  if (typeof kind !== 'string' || kind === '') return missing('Kind', object);
  if (typeof apiVersion !== 'string' || apiVersion === '') return missing('apiVersion', object);
  return { apiVersion, kind };
}

/** The API server's words (apimachinery pkg/runtime/error.go, missingKindErr and missingVersionErr). */
function missing(name: 'Kind' | 'apiVersion', object: JsonObject): Problem {
  const body = JSON.stringify(object);
  const shown = body.length > LONGEST_BODY ? `${body.slice(0, LONGEST_BODY)}…` : body;
  const code = name === 'Kind' ? 'missing-kind' : 'missing-api-version';
  return { path: [name === 'Kind' ? 'kind' : name], code, message: `Object '${name}' is missing in '${shown}'` };
}

/** Objects that tools read from a folder of manifests and that never reach an API server: a note on what to do. */
export function notForTheCluster({ apiVersion, kind }: Identity): Problem | undefined {
  const note = (code: string, message: string, hint: string): Problem => ({
    path: [],
    code,
    severity: 'note',
    message,
    hint,
  });
  if (apiVersion.startsWith('curlew.dev/')) {
    return note('cluster-file', `this ${kind} describes the cluster and is no manifest`, 'name it with --cluster');
  }
  if (apiVersion.startsWith('kustomize.config.k8s.io/')) return kustomizationNote;
  return undefined;
}

/** Says that a kustomization is not applied. */
export const kustomizationNote: Problem = {
  path: [],
  code: 'kustomization-skipped',
  severity: 'note',
  message: 'a kustomization is not applied: the files beside it are read as they stand',
  hint: 'to apply it: kubectl kustomize FOLDER | curlew … -f -',
};
