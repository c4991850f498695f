import type { LabelSelector, Labels } from './kubernetes.ts';
import { compareText } from './resource.ts';

/** A label selector ready for use. Requirements are ANDed; none at all selects everything. */
export interface CompiledSelector {
  readonly requirements: readonly Requirement[];
  /** Canonical text, `app=web,tier in (a,b)`: equal for selectors that mean the same, whatever the order they are written in. */
  readonly text: string;
}

export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
  /** The requirement's place inside the selector. */
  readonly path: readonly (string | number)[];
}

/**
 * Compiles a meta/v1 LabelSelector. `{}` selects everything; an absent selector means something else at every place
 * of the API, so it is not taken here.
 *
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function compileSelector(selector: LabelSelector): CompiledSelector {
  const requirements: Requirement[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    requirements.push({ key, operator: 'In', values: [value], path: ['matchLabels', key] });
  }
  for (const [index, expression] of (selector.matchExpressions ?? []).entries()) {
    requirements.push({
      key: expression.key,
      operator: expression.operator as Requirement['operator'],
      values: expression.values ?? [],
      path: ['matchExpressions', index],
    });
  }
  return { requirements, text: requirements.map(formatRequirement).sort(compareText).join(',') };
}

/** Compiles the plain map of a Service or ReplicationController selector. */
export function compileLabels(labels: Labels): CompiledSelector {
  const requirements = Object.entries(labels).map(
    ([key, value]): Requirement => ({ key, operator: 'In', values: [value], path: [key] }),
  );
  return { requirements, text: requirements.map(formatRequirement).sort(compareText).join(',') };
}

export function selects(selector: CompiledSelector, labels: Labels | undefined): boolean {
  for (const requirement of selector.requirements) if (!meets(requirement, labels)) return false;
  return true;
}

/** The first requirement that `labels` fails; `undefined` where the selector selects them. */
export function unmetRequirement(selector: CompiledSelector, labels: Labels | undefined): Requirement | undefined {
  return selector.requirements.find((requirement) => !meets(requirement, labels));
}

/** Reports whether the labels meet the requirement; NotIn and DoesNotExist hold for labels without the key. */
export function meets(requirement: Requirement, labels: Labels | undefined): boolean {
  const value = labels !== undefined && Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Prints a requirement for people: `app=web`, `tier in (a,b)`, `!legacy`; values in order. */
export function formatRequirement(requirement: Requirement): string {
  const { key, operator, values } = requirement;
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${[...values].sort(compareText).join(',')})`;
    case 'NotIn':
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${[...values].sort(compareText).join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
  }
}

/** Prints labels as kubectl does: `app=web,tier=front`, by key; `<none>` for none. */
export function formatLabels(labels: Labels | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '<none>' : pairs.sort(compareText).join(',');
}
