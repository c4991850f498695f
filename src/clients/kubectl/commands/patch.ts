import { plainYaml, YamlFault } from '../../../engine/admission/index.ts';
import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { canonicalJson, NotModelled } from '../../../engine/model/index.ts';
import { DRY_RUN } from '../dry-run.ts';
import type { FlagSet } from '../flags.ts';
import { JsonPatchFault, jsonPatch } from '../json-patch.ts';
import { KubectlError } from '../kubectl-error.ts';
import { requireWords, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { isMap, mergePatch, strategicMerge } from '../strategic-merge.ts';
import { type ObjectChange, sendChanges } from './change-objects.ts';
import { fromFiles } from './get.ts';

export const patchFlags: FlagSet = {
  command: 'patch',
  flags: [
    { name: 'patch', short: 'p', type: 'text' },
    { name: 'patch-file', type: 'text' },
    { name: 'type', type: 'text' },
    { name: 'filename', short: 'f', type: 'list' },
    { name: 'recursive', short: 'R', type: 'switch' },
    { name: 'output', short: 'o', type: 'text' },
    DRY_RUN,
  ],
  unmodelled: ['subresource', 'local', 'kustomize/k', 'field-manager', 'template', 'show-managed-fields'],
};

/** `kubectl patch` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/patch/patch.go). */
export async function patch(session: Session): Promise<Reply> {
  const { args } = session;
  const type = (args.text('type') ?? 'strategic').toLowerCase();
  if (!['json', 'merge', 'strategic'].includes(type)) {
    throw new KubectlError(`--type must be one of [json merge strategic], not "${args.text('type')}"`);
  }
  if (args.isSet('patch') && args.isSet('patch-file')) {
    throw new KubectlError('cannot specify --patch and --patch-file together');
  }
  const text = await patchText(session);
  const value = parsedPatch(text);
  requireWords(session);
  const { groups, errors, byName } = args.isSet('filename') ? await fromFiles(session) : selectResources(session);
  const resources = groups.flatMap((group) => group.resources);
  if (!byName) throw new KubectlError('resource(s) were provided, but no name was specified');
  if (resources.length + errors.length === 0) {
    throw new KubectlError('no objects passed to patch');
  }
  return sendChanges(session, [...resources.map((each) => patched(each, value, type)), ...errors]);
}

async function patchText({ args, context }: Session): Promise<string> {
  const file = args.text('patch-file');
  if (file !== undefined) {
    const content = await context.files?.read(file);
    if (content?.kind === 'file') return content.text;
    throw new KubectlError(`unable to read patch file: open ${file}: no such file or directory`);
  }
  const text = args.text('patch') ?? '';
  if (text !== '') return text;
  throw new KubectlError('must specify --patch or --patch-file containing the contents of the patch');
}

/** A patch is YAML, of which JSON is a part. */
function parsedPatch(text: string): unknown {
  const value = valueOfPatch(text);
  if (typeof value === 'object' && value !== null) return value;
  throw new NotModelled(`what the API server answers to this patch is not modelled: ${text}`, {
    hint: 'a patch is a map, or a list of JSON patch operations',
  });
}

function valueOfPatch(text: string): unknown {
  try {
    return plainYaml(text);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw new NotModelled(`how kubectl words the fault of this patch is not modelled: ${error.message}`, {
      hint: 'mend the patch: it is no YAML',
    });
  }
}

function patched(resource: Resource, value: unknown, type: string): ObjectChange | KubectlError {
  const { object } = resource;
  const isList = Array.isArray(value);
  if (isList !== (type === 'json')) {
    const what = isList ? 'a list' : 'a map';
    throw new NotModelled(`what the API server answers to a ${type} patch that is ${what} is not modelled`);
  }
  const after = applied(object, value, type);
  if (after instanceof KubectlError) return after;
  if (!isMap(after)) throw new NotModelled('a patch that replaces the whole object is not modelled');
  if (canonicalJson(after) === canonicalJson(object)) return { resource, done: 'patched (no change)' };
  return { resource, object: after as KubernetesObject, done: 'patched' };
}

function applied(object: KubernetesObject, value: unknown, type: string): unknown {
  if (type === 'merge') return mergePatch(object, value);
  if (type === 'strategic') return strategicMerge(object, value);
  try {
    return jsonPatch(object, value as readonly unknown[]);
  } catch (error) {
    if (!(error instanceof JsonPatchFault)) throw error;
    const message = `The request is invalid: the server rejected our request due to an error in our request`;
    return new KubectlError(message, { isBare: true });
  }
}
