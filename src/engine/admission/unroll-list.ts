import type { Diagnostic } from '../model/index.ts';
import type { ManifestDocument } from './manifest-document.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** An object that stands by itself, or what is wrong with it. */
export type ListItem =
  | { readonly value: JsonObject; readonly document: ManifestDocument; readonly problem?: undefined }
  | { readonly document: ManifestDocument; readonly problem: Pick<Diagnostic, 'code' | 'message' | 'hint'> };

/**
 * Takes lists apart, lists of lists too. Whatever has `items` is a list; the items of a typed one (`PodList`) may leave
 * out what they are.
 *
 * Sources: apimachinery pkg/apis/meta/v1/unstructured, IsList and decodeToList; cli-runtime FlattenListVisitor.
 */
export function unrollList(value: unknown, document: ManifestDocument): readonly ListItem[] {
  if (!isJsonObject(value)) return [{ document, problem: notAnObject(value) }];
  if (!isList(value)) return [{ value, document }];
  const items = Array.isArray(value['items']) ? value['items'] : [];
  return items.flatMap((item: unknown, index) => unrollList(withTypeOf(value, item), document.item(index)));
}

function isList(value: JsonObject): boolean {
  const items = value['items'];
  return Array.isArray(items) || (items === null && String(value['kind']).endsWith('List'));
}

function withTypeOf(list: JsonObject, item: unknown): unknown {
  if (!isJsonObject(item) || (item['kind'] && item['apiVersion'])) return item;
  const kind = String(list['kind'] ?? '').replace(/List$/, '');
  return kind === '' ? item : { ...item, kind, apiVersion: list['apiVersion'] };
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAnObject(value: unknown): Pick<Diagnostic, 'code' | 'message' | 'hint'> {
  const what = Array.isArray(value) ? 'a list' : value === null ? 'empty' : `a ${typeof value}`;
  const hint = 'a manifest has apiVersion, kind and metadata; a list of them stands under items: of a List';
  return { code: 'not-an-object', message: `this is ${what}, not a Kubernetes object`, hint };
}
