import { type FieldPath, isObject, type Json, valueAt } from '../../../model/index.ts';
import { type PolicyChange, removal, replacement } from '../contract/change.ts';

/** Matches no label that anybody has. */
const NOBODY = { 'curlew.dev/mutant': 'nobody' };

type Selector = Readonly<Record<string, Json>>;

/** A selector as a whole, and each of its conditions. */
export function selectorChanges(policy: Json, path: FieldPath, selector: Selector): readonly PolicyChange[] {
  const conditions = conditionsOf(path, selector);
  return [
    ...(conditions.length === 0 ? [] : [replacement(path, `widens ${path.at(-1)} to everything`, {})]),
    ...peerChanges(policy, path, selector),
    ...(conditions.length < 2 ? [] : conditions.map(({ at, text }) => removal(at, `no longer asks for ${text}`))),
    ...expressionChanges(path, selector),
  ];
}

/** The subject of a policy that is narrowed to nothing is the policy dropped. */
function peerChanges(policy: Json, path: FieldPath, selector: Selector): readonly PolicyChange[] {
  if (!path.includes('from') && !path.includes('to')) return [];
  const labels = labelsOf(selector);
  const narrowed = { ...selector, matchLabels: { ...labels, ...NOBODY } };
  const narrows = replacement(path, `narrows ${path.at(-1)} to nothing`, narrowed);
  const peer = path.slice(0, -1);
  if (typeof peer.at(-1) !== 'number') return [narrows];
  const has = (field: string): boolean => valueAt(policy, [...peer, field]) !== undefined;
  if (path.at(-1) === 'podSelector' && !has('namespaceSelector')) {
    const set = { path: [...peer, 'namespaceSelector'], value: {} };
    return [narrows, { path, what: 'selects the pods of every namespace', set }];
  }
  if (path.at(-1) === 'namespaceSelector' && has('podSelector')) {
    return [narrows, removal(path, 'selects the pods of the own namespace only')];
  }
  return [narrows];
}

/** What a selector asks of labels, one by one. */
function conditionsOf(
  path: FieldPath,
  selector: Selector,
): readonly { readonly at: FieldPath; readonly text: string }[] {
  const labels = Object.entries(labelsOf(selector));
  return [
    ...labels.map(([key, value]) => ({ at: [...path, 'matchLabels', key], text: `${key}=${value}` })),
    ...expressionsOf(selector).map((expression, index) => ({
      at: [...path, 'matchExpressions', index],
      text: [expression['key'], expression['operator'], ...valuesOf(expression)].join(' '),
    })),
  ];
}

const OPPOSITE: Readonly<Record<string, string>> = {
  In: 'NotIn',
  NotIn: 'In',
  Exists: 'DoesNotExist',
  DoesNotExist: 'Exists',
};

function expressionChanges(path: FieldPath, selector: Selector): readonly PolicyChange[] {
  return expressionsOf(selector).flatMap((expression, index) => {
    const at = [...path, 'matchExpressions', index];
    const operator = String(expression['operator']);
    const turned = OPPOSITE[operator];
    const values = valuesOf(expression);
    const dropped = values.length < 2 ? [] : values.keys();
    return [
      ...(turned === undefined ? [] : [replacement([...at, 'operator'], `turns ${operator} into ${turned}`, turned)]),
      ...[...dropped].map((each) => removal([...at, 'values', each], `drops the value ${values[each]}`)),
    ];
  });
}

function labelsOf({ matchLabels }: Selector): Selector {
  return isObject(matchLabels) ? matchLabels : {};
}

function expressionsOf({ matchExpressions }: Selector): readonly Selector[] {
  return Array.isArray(matchExpressions) ? matchExpressions.filter(isObject) : [];
}

function valuesOf({ values }: Selector): readonly Json[] {
  return Array.isArray(values) ? values : [];
}
