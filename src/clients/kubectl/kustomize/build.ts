import { plainYaml, YamlFault } from '../../../engine/admission/index.ts';
import { NotModelled } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import { manifestTexts } from '../manifest-texts.ts';
import type { KubectlContext } from '../session.ts';
import { isMap, type JsonMap } from '../strategic-merge.ts';
import { type BuildObject, nameOf, texts } from './build-object.ts';
import { generated } from './generators.ts';
import { legacyOrder } from './order.ts';
import { patched } from './patches.ts';
import { withNewNames } from './references.ts';
import { transformed } from './transform.ts';

/** What a kustomization may say here; a field beyond these is not modelled. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['apiVersion', 'kind', 'metadata', 'resources', 'bases', 'namespace', 'namePrefix', 'nameSuffix', 'labels'],
  ...['commonLabels', 'commonAnnotations', 'images', 'replicas', 'patches', 'patchesStrategicMerge'],
  ...['patchesJson6902', 'configMapGenerator', 'secretGenerator', 'generatorOptions'],
]);

const NAMES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Deeper than any real tree: folders that name each other end here. */
const DEEPEST = 20;

/** Builds the kustomization in a folder (sigs.k8s.io/kustomize api/internal/target/kusttarget.go), in the order of `kubectl apply -k`. */
export async function build(folder: string, context: KubectlContext): Promise<readonly JsonMap[]> {
  if (/^[a-z+]+:\/\/|^github\.com\//.test(folder)) {
    throw new NotModelled(`${folder} is not read: Curlew never asks the network`, { hint: 'name a folder' });
  }
  const objects = await objectsOf({ folder, context, above: [] });
  return legacyOrder(withNewNames(objects)).map(({ value }) => value);
}

interface Building {
  readonly folder: string;
  readonly context: KubectlContext;
  readonly above: readonly string[];
}

async function objectsOf(building: Building): Promise<readonly BuildObject[]> {
  const { folder, above, context } = building;
  if (above.includes(folder))
    throw new KubectlError(`cycle detected: candidate root '${folder}' contains visited root '${folder}'`);
  if (above.length > DEEPEST) throw new NotModelled(`${folder}: kustomizations in more than ${DEEPEST} levels`);
  const settings = await settingsOf(building);
  const read = async (path: string): Promise<string> => fileText(joined(folder, path), context);
  const resources: BuildObject[] = [];
  for (const entry of [...texts(settings['resources']), ...texts(settings['bases'])]) {
    resources.push(...(await resourcesAt(building, entry)));
  }
  const made = await generated(settings, read);
  const patches = await patched([...resources, ...made], settings, read);
  return transformed(patches, settings);
}

async function settingsOf({ folder, context }: Building): Promise<JsonMap> {
  for (const name of NAMES) {
    const content = await context.files?.read(joined(folder, name));
    if (content?.kind !== 'file') continue;
    const value = parsed(content.text, joined(folder, name));
    if (!isMap(value)) throw new NotModelled(`${joined(folder, name)} is no map`);
    const unknown = Object.keys(value).find((key) => !FIELDS.has(key));
    if (unknown === undefined) return value;
    throw new NotModelled(`${joined(folder, name)}: the field ${unknown} of a kustomization is not modelled`, {
      hint: `supported: ${[...FIELDS].join(', ')}`,
    });
  }
  throw new KubectlError(
    `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
  );
}

async function resourcesAt({ folder, context, above }: Building, entry: string): Promise<readonly BuildObject[]> {
  const path = /^https?:\/\//.test(entry) ? entry : joined(folder, entry);
  const content = path === entry && /^https?:/.test(entry) ? undefined : await context.files?.read(path);
  if (content?.kind === 'folder') return objectsOf({ folder: path, context, above: [...above, folder] });
  if (content === undefined && path !== entry) {
    throw new KubectlError(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': open ${path}: no such file or directory'`,
    );
  }
  const [file] =
    content === undefined ? await manifestTexts([path], context, false) : [{ name: path, text: content.text }];
  return documents(file?.text ?? '', path).map((value) => ({ value, was: nameOf(value), hashed: false }));
}

function documents(text: string, path: string): readonly JsonMap[] {
  return text
    .split(/^---(?:[ \t].*)?$/m)
    .map((part) => parsed(part, path))
    .filter(isMap)
    .flatMap((value) =>
      value['kind'] === 'List' && Array.isArray(value['items']) ? value['items'].filter(isMap) : [value],
    );
}

function parsed(text: string, path: string): unknown {
  try {
    return plainYaml(text);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    throw new NotModelled(`how kustomize words the fault of ${path} is not modelled: ${error.message}`, {
      hint: 'mend the file: it is no YAML',
    });
  }
}

async function fileText(path: string, { files }: KubectlContext): Promise<string> {
  const content = await files?.read(path);
  if (content?.kind === 'file') return content.text;
  throw new KubectlError(`open ${path}: no such file or directory`);
}

/** A path below a folder, without its `.` and `..`. */
function joined(folder: string, path: string): string {
  if (path.startsWith('/')) return path;
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return `${folder.startsWith('/') ? '/' : ''}${steps.join('/')}` || '.';
}
