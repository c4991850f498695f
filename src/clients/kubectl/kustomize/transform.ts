import { resolveKind } from '../../../engine/admission/index.ts';
import { isMap, type JsonMap } from '../strategic-merge.ts';
import { type BuildObject, listOf } from './build-object.ts';

type Change = (value: JsonMap) => JsonMap;

/** Applies what a kustomization says of all of its objects: namespace, names, labels, annotations, images, replicas. */
export function transformed(objects: readonly BuildObject[], settings: JsonMap): readonly BuildObject[] {
  const changes: readonly Change[] = [
    namespaceChange(settings['namespace']),
    nameChange(textOf(settings['namePrefix']), textOf(settings['nameSuffix'])),
    labelChange({ pairs: settings['commonLabels'], includeSelectors: true }),
    ...listOf(settings['labels']).map(labelChange),
    annotationChange(settings['commonAnnotations']),
    ...listOf(settings['images']).map(imageChange),
  ];
  return objects.map((object) => ({
    ...object,
    value: changes.reduce((value, change) => change(value), withReplicas(object, listOf(settings['replicas']))),
  }));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function withMetadata(value: JsonMap, fields: JsonMap): JsonMap {
  const { metadata } = value;
  return { ...value, metadata: { ...(isMap(metadata) ? metadata : {}), ...fields } };
}

/** Kinds without namespaces have none; subjects that are ServiceAccounts named `default` are left to the references. */
function namespaceChange(namespace: unknown): Change {
  if (typeof namespace !== 'string' || namespace === '') return (value) => value;
  return (value) => {
    const kind = String(value['kind']);
    if (kind === 'Namespace') return withMetadata(value, { name: namespace });
    const group = String(value['apiVersion']).includes('/') ? `.${String(value['apiVersion']).split('/')[0]}` : '';
    const known = resolveKind(`${kind}${group}`) ?? resolveKind(kind);
    return known?.namespaced === false ? value : withMetadata(value, { namespace });
  };
}

const UNNAMED: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

function nameChange(prefix: string, suffix: string): Change {
  if (prefix === '' && suffix === '') return (value) => value;
  return (value) => {
    const { metadata } = value;
    if (UNNAMED.has(String(value['kind'])) || !isMap(metadata)) return value;
    return withMetadata(value, { name: `${prefix}${textOf(metadata['name'])}${suffix}` });
  };
}

/** A map at a path, with more in it; where `creates` is false, only if it is there. */
function addAt(value: JsonMap, path: readonly string[], pairs: JsonMap, creates: boolean): JsonMap {
  const [step, ...rest] = path;
  if (step === undefined) return { ...value, ...pairs };
  const inner = value[step];
  if (!isMap(inner) && !creates) return value;
  return { ...value, [step]: addAt(isMap(inner) ? inner : {}, rest, pairs, creates) };
}

const TEMPLATES: ReadonlySet<string> = new Set([
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'ReplicationController', 'Job'],
]);

/** `labels` leave selectors alone unless told otherwise; `commonLabels` never do. */
function labelChange({ pairs, includeSelectors, includeTemplates }: JsonMap): Change {
  if (!isMap(pairs)) return (value) => value;
  return (value) => {
    const kind = String(value['kind']);
    let after = addAt(value, ['metadata', 'labels'], pairs, true);
    const inTemplates = includeSelectors === true || includeTemplates === true;
    if (inTemplates && TEMPLATES.has(kind)) {
      after = addAt(after, ['spec', 'template', 'metadata', 'labels'], pairs, true);
    }
    if (inTemplates && kind === 'CronJob') {
      after = addAt(after, ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'], pairs, true);
    }
    return includeSelectors === true ? addToSelectors(after, kind, pairs) : after;
  };
}

/** Whether the selector has to be there already differs from kind to kind (kustomize api/konfig/builtinpluginconsts/commonlabels.go). */
function addToSelectors(value: JsonMap, kind: string, pairs: JsonMap): JsonMap {
  const matchLabels = ['spec', 'selector', 'matchLabels'];
  switch (kind) {
    case 'Service':
    case 'ReplicationController':
      return addAt(value, ['spec', 'selector'], pairs, true);
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
    case 'StatefulSet':
      return addAt(value, matchLabels, pairs, true);
    case 'Job':
    case 'PodDisruptionBudget':
      return addAt(value, matchLabels, pairs, false);
    case 'NetworkPolicy':
      return addToPeers(addAt(value, ['spec', 'podSelector', 'matchLabels'], pairs, false), pairs);
    default:
      return value;
  }
}

/** The pods that the rules of a NetworkPolicy name by labels. */
function addToPeers(value: JsonMap, pairs: JsonMap): JsonMap {
  const { spec } = value;
  if (!isMap(spec)) return value;
  const rules = (field: string, peers: string): JsonMap => {
    const list = spec[field];
    if (!Array.isArray(list)) return {};
    const changed = list.map((rule: unknown) => {
      if (!isMap(rule) || !Array.isArray(rule[peers])) return rule;
      const all = rule[peers].map((each: unknown) =>
        isMap(each) ? addAt(each, ['podSelector', 'matchLabels'], pairs, false) : each,
      );
      return { ...rule, [peers]: all };
    });
    return { [field]: changed };
  };
  return { ...value, spec: { ...spec, ...rules('ingress', 'from'), ...rules('egress', 'to') } };
}

function annotationChange(pairs: unknown): Change {
  if (!isMap(pairs)) return (value) => value;
  return (value) => {
    const after = addAt(value, ['metadata', 'annotations'], pairs, true);
    if (!TEMPLATES.has(String(value['kind']))) return after;
    return addAt(after, ['spec', 'template', 'metadata', 'annotations'], pairs, true);
  };
}

/** Every container of every pod template whose image has the name. */
function imageChange({ name, newName, newTag, digest }: JsonMap): Change {
  const renamed = (image: string): string => {
    const [, base = image, rest = ''] = /^(.*?)((?::[^/:@]+)?(?:@.*)?)$/.exec(image) ?? [];
    if (base !== name) return image;
    const next = textOf(newName) === '' ? base : textOf(newName);
    if (digest !== undefined) return `${next}@${String(digest)}`;
    return newTag === undefined ? `${next}${rest}` : `${next}:${String(newTag)}`;
  };
  const walk = (value: unknown, isContainers: boolean): unknown => {
    if (Array.isArray(value)) {
      return value.map((each: unknown) => {
        if (!isContainers || !isMap(each) || typeof each['image'] !== 'string') return walk(each, false);
        return { ...each, image: renamed(each['image']) };
      });
    }
    if (!isMap(value)) return value;
    const steps = Object.entries(value).map(([key, inner]) => [key, walk(inner, /^(init)?[cC]ontainers$/.test(key))]);
    return Object.fromEntries(steps) as JsonMap;
  };
  return (value) => walk(value, false) as JsonMap;
}

/** Objects are known here by the names that they had before. */
function withReplicas({ value, was }: BuildObject, entries: readonly JsonMap[]): JsonMap {
  const entry = entries.find(({ name }) => name === was);
  const { spec } = value;
  if (entry === undefined || !SCALED.has(String(value['kind']))) return value;
  return { ...value, spec: { ...(isMap(spec) ? spec : {}), replicas: entry['count'] } };
}

const SCALED: ReadonlySet<string> = new Set(['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet']);
