import { canonicalJson, sha256 } from '../../../engine/model/index.ts';
import { isMap, type JsonMap } from '../strategic-merge.ts';
import type { BuildObject } from './build-object.ts';

/**
 * Gives objects that a kustomization made the hash of what they hold, and lets all others that name an object by what it
 * was called before name it by its new name (kustomize api/internal/accumulator/refvarresolver, namereferencetransformer.go).
 */
export function withNewNames(objects: readonly BuildObject[]): readonly BuildObject[] {
  const named = objects.map((object) => (object.hashed ? withHash(object) : object));
  const names = new Map(named.map(({ value, was }) => [`${String(value['kind'])}/${was}`, nameIn(value)]));
  return named.map((object) => ({ ...object, value: renamed(object.value, names) as JsonMap }));
}

function nameIn(value: JsonMap): string {
  const { metadata } = value;
  return isMap(metadata) ? String(metadata['name']) : '';
}

const LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** kustomize api/hasher/hasher.go: ten letters of the SHA-256 of what the object holds, with its kind. */
function withHash(object: BuildObject): BuildObject {
  const { value } = object;
  const { data = '', kind, type } = value;
  // Its name counts nothing: the hasher looks for it in a place where it never is.
  const content = { data, kind, name: '', ...(kind === 'Secret' ? { type } : {}) };
  const json = canonicalJson(content).replace(/[<>&\u2028\u2029]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  const hash = [...sha256Hex(json).slice(0, 10)].map((each) => LETTERS[each] ?? each).join('');
  const metadata = { ...(isMap(value['metadata']) ? value['metadata'] : {}), name: `${nameIn(value)}-${hash}` };
  return { ...object, value: { ...value, metadata } };
}

function sha256Hex(text: string): string {
  return [...sha256(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Fields that name an object, by the map that they stand in, and the kind that they name. */
const FIELDS: Readonly<Record<string, readonly [field: string, kind: string]>> = {
  configMap: ['name', 'ConfigMap'],
  configMapRef: ['name', 'ConfigMap'],
  configMapKeyRef: ['name', 'ConfigMap'],
  secretRef: ['name', 'Secret'],
  secretKeyRef: ['name', 'Secret'],
  secret: ['secretName', 'Secret'],
  persistentVolumeClaim: ['claimName', 'PersistentVolumeClaim'],
  service: ['name', 'Service'],
};

const DIRECT: Readonly<Record<string, string>> = {
  serviceAccountName: 'ServiceAccount',
  serviceName: 'Service',
  secretName: 'Secret',
};

function renamed(value: unknown, names: ReadonlyMap<string, string>, inside = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, names, inside));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const kind = kindNamed(value, key, inside);
      if (kind !== undefined && typeof inner === 'string') return [key, names.get(`${kind}/${inner}`) ?? inner];
      return [key, key === 'metadata' ? inner : renamed(inner, names, key)];
    }),
  );
}

function kindNamed(value: JsonMap, key: string, inside: string): string | undefined {
  const field = Object.hasOwn(FIELDS, inside) ? FIELDS[inside] : undefined;
  if (field?.[0] === key) return field[1];
  if (Object.hasOwn(DIRECT, key)) return DIRECT[key];
  // A projected volume names Secrets by `name`; pull secrets do so in a list.
  if (key !== 'name') return undefined;
  if (inside === 'secret' || inside === 'imagePullSecrets') return 'Secret';
  if (inside === 'scaleTargetRef' || inside === 'roleRef') return String(value['kind']);
  return inside === 'subjects' && value['kind'] === 'ServiceAccount' ? 'ServiceAccount' : undefined;
}
