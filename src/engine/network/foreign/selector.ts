import type { CompiledSelector, KubernetesObject, Labels } from '../../model/index.ts';
import { compileLabels, compileSelector, isObject, selects, valueAt } from '../../model/index.ts';
import type { SelectorField } from './foreign-kind.ts';

/**
 * What a selector of an object selects; `undefined` where it is absent, or says more than is read here: then it may select
 * anything.
 */
export function selectorAt(object: KubernetesObject, { path, syntax }: SelectorField): CompiledSelector | undefined {
  const written = valueAt(object, path);
  if (syntax === 'calico') return typeof written === 'string' ? calicoSelector(written) : undefined;
  if (!isObject(written)) return undefined;
  if (syntax === 'labels') return isLabels(written) ? compileLabels(written) : undefined;
  const { matchLabels = {}, matchExpressions = [] } = written;
  if (!isLabels(matchLabels) || !isExpressions(matchExpressions)) return undefined;
  const compiled = compileSelector({ matchLabels, matchExpressions: [...matchExpressions] });
  return syntax === 'cilium' ? withoutSources(compiled) : compiled;
}

/** Reports whether labels may meet a selector that may not be known. */
export function maySelect(selector: CompiledSelector | undefined, labels: Labels | undefined): boolean {
  return selector === undefined || selects(selector, labels);
}

function isLabels(value: unknown): value is Labels {
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

const OPERATORS: readonly unknown[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

function isExpressions(value: unknown): value is readonly Expression[] {
  return (
    Array.isArray(value) &&
    value.every(({ key, operator, values = [] }: Record<string, unknown>) => {
      const isList = Array.isArray(values) && values.every((each) => typeof each === 'string');
      return typeof key === 'string' && OPERATORS.includes(operator) && isList;
    })
  );
}

/**
 * Cilium's keys name the source of a label: `k8s:app`, `any:app`. Other sources, and the labels that Cilium itself gives to
 * pods, are not read.
 *
 * https://docs.cilium.io/en/stable/network/kubernetes/policy/; policy-relevant prefixes: `io.cilium`, `io.kubernetes`
 */
function withoutSources({ requirements, text }: CompiledSelector): CompiledSelector | undefined {
  const plain = requirements.map((each) => ({ ...each, key: each.key.replace(/^(k8s|any):/, '') }));
  const isPlain = plain.every(({ key }) => !key.includes(':') && !/^io\.(cilium|kubernetes)\./.test(key));
  return isPlain ? { requirements: plain, text } : undefined;
}

const COMPARISON = /^\(?\s*([\w./-]+)\s*==\s*(?:'([^']*)'|"([^"]*)")\s*\)?$/;

/**
 * Of Calico's expressions those that are equal to a map of labels: `app == 'db' && tier == "back"`, and `all()`. The labels
 * that Calico itself gives to pods are not read.
 *
 * https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selector
 */
function calicoSelector(text: string): CompiledSelector | undefined {
  if (/^\s*(all\(\))?\s*$/.test(text)) return compileLabels({});
  const labels: Record<string, string> = {};
  for (const part of text.split('&&')) {
    const [, key, single, double] = COMPARISON.exec(part.trim()) ?? [];
    const value = single ?? double;
    if (key === undefined || value === undefined || key.startsWith('projectcalico.org/')) return undefined;
    if (Object.hasOwn(labels, key) && labels[key] !== value) return undefined;
    labels[key] = value;
  }
  return compileLabels(labels);
}
