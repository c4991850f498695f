import type { KindInfo } from '../../engine/admission/index.ts';
import type { KubernetesObject, ObjectRef, Resource } from '../../engine/model/index.ts';
import { NotModelled, selects } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';
import { parseSelector } from './parse-selector.ts';
import { groupResource, resourceType, resourceTypes } from './resource-types.ts';
import type { Session } from './session.ts';

/** The objects of one kind that were asked for, in the order in which kubectl lists them. */
export interface SelectedKind {
  readonly kind: KindInfo;
  readonly resources: readonly Resource[];
}

export interface Selection {
  readonly groups: readonly SelectedKind[];
  /** What was asked for by name and is not there. */
  readonly errors: readonly KubectlError[];
  /** Whether one object was asked for by its name, so that it is printed alone and not in a list. */
  readonly isSingle: boolean;
  readonly byName: boolean;
}

/**
 * Finds the objects that arguments name: `pods`, `pods,svc -l app=web`, `pod a b`, `svc/web deploy/web` (the builder of
 * kubernetes staging/src/k8s.io/cli-runtime/pkg/resource/builder.go).
 */
export function selectResources(session: Session, words: readonly string[] = session.args.words): Selection {
  const { args, cluster } = session;
  // The selector of `expose` is that of the new Service.
  const isSelected = args.isSet('selector') && args.command !== 'expose';
  const filtered = isSelected || args.isSet('field-selector') || args.isOn('all');
  if (words.some((word) => word.includes('/'))) return bySlash(session, words, filtered);
  const [types = '', ...names] = words;
  const kinds = resourceTypes(cluster.view, types);
  if (names.length === 0) return byFilter(session, kinds);
  if (filtered) throw new KubectlError('name cannot be provided when a selector is specified');
  return byName(
    session,
    kinds.flatMap((kind) => names.map((name) => ({ kind, name }))),
  );
}

interface Named {
  readonly kind: KindInfo;
  readonly name: string;
}

function bySlash(session: Session, words: readonly string[], filtered: boolean): Selection {
  if (filtered) {
    throw new KubectlError('selectors and the all flag cannot be used when passing resource/name arguments');
  }
  const bare = words.find((word) => !word.includes('/'));
  if (bare !== undefined) {
    throw new KubectlError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  const named = words.map((word) => {
    const [type = '', name = '', ...more] = word.split('/');
    if (more.length > 0) throw new KubectlError('arguments in resource/name form may not have more than one slash');
    if (type === '' || name === '') {
      throw new KubectlError('arguments in resource/name form must have a single resource and name');
    }
    return { kind: resourceType(session.cluster.view, type), name };
  });
  return byName(session, named);
}

function byName(session: Session, named: readonly Named[]): Selection {
  if (session.args.isOn('all-namespaces') && named.some(({ kind }) => kind.namespaced)) {
    throw new KubectlError('a resource cannot be retrieved by name across all namespaces');
  }
  const errors: KubectlError[] = [];
  const groups: { kind: KindInfo; resources: Resource[] }[] = [];
  for (const { kind, name } of named) {
    const resource = session.cluster.view.getAny(refOf(session, kind, name));
    if (resource === undefined) errors.push(notFound(kind, name));
    else if (groups.at(-1)?.kind === kind) groups.at(-1)?.resources.push(resource);
    else groups.push({ kind, resources: [resource] });
  }
  return { groups, errors, isSingle: named.length === 1, byName: true };
}

function byFilter(session: Session, kinds: readonly KindInfo[]): Selection {
  const { args, cluster, namespace } = session;
  const selector = parseSelector(args.command === 'expose' ? '' : (args.text('selector') ?? ''));
  const fields = fieldFilter(args.text('field-selector'));
  const scope = args.isOn('all-namespaces') ? undefined : namespace;
  const groups = kinds.map((kind) => ({
    kind,
    resources: cluster.view
      .listAny(kind.kind, kind.namespaced ? scope : undefined)
      .filter(({ object }) => selects(selector, object.metadata?.labels) && fields(object)),
  }));
  return { groups, errors: [], isSingle: false, byName: false };
}

/** The reference of an object by its name. */
export function refOf(session: Session, { kind, namespaced }: KindInfo, name: string): ObjectRef {
  return namespaced ? { kind, namespace: session.namespace, name } : { kind, name };
}

export function notFound(kind: KindInfo, name: string): KubectlError {
  return new KubectlError(`${groupResource(kind)} "${name}" not found`, { reason: 'NotFound' });
}

/** Throws what kubectl says where a command that needs an object got none. */
export function requireWords(session: Session): void {
  if (session.args.words.length > 0 || session.args.isSet('filename') || session.args.isSet('kustomize')) return;
  throw new KubectlError(
    `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`,
  );
}

type FieldFilter = (object: KubernetesObject) => boolean;

/** Kinds have few fields that the API server selects by; these are the ones of pods, and what all have. */
const FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'spec.nodeName',
  'status.phase',
  'status.podIP',
];

function fieldFilter(text: string | undefined): FieldFilter {
  const terms = (text ?? '').split(',').filter((term) => term !== '');
  const filters = terms.map((term): FieldFilter => {
    const [, path = '', operator, value = ''] = /^([^=!]+)(==|=|!=)(.*)$/.exec(term) ?? [];
    if (!FIELDS.includes(path)) {
      throw new NotModelled(`the field selector "${term}" is not modelled`, {
        hint: `supported: ${FIELDS.join(', ')}`,
      });
    }
    return (object) => (fieldText(object, path) === value) === (operator !== '!=');
  });
  return (object) => filters.every((filter) => filter(object));
}

function fieldText(object: KubernetesObject, path: string): string {
  const value = path.split('.').reduce<unknown>((each, key) => Reflect.get(Object(each), key), object);
  return typeof value === 'string' ? value : '';
}
