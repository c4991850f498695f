import type { KubernetesObject, Labels, Toleration } from '../../../engine/model/index.ts';
import { compareText, controllerOf, EPOCH } from '../../../engine/model/index.ts';

/**
 * The pieces that descriptions share, as lines whose cells end in tabs (kubernetes
 * staging/src/k8s.io/kubectl/pkg/describe/describe.go).
 */
export type Lines = readonly string[];

export const NONE = '<none>';

/** The time of everything that a real cluster would stamp. */
export const TIME = 'Mon, 01 Jan 2024 00:00:00 +0000';

/** As `Created on` prints it. */
export const CREATED: string = EPOCH.replace('T', ' ').replace('Z', ' +0000 UTC');

/** Labels, one a line, by key (printLabelsMultiline). */
export function labelLines(title: string, labels: Labels | undefined, indent = ''): Lines {
  const pairs = Object.entries(labels ?? {}).sort(([a], [b]) => compareText(a, b));
  if (pairs.length === 0) return [`${indent}${title}:\t${NONE}`];
  return pairs.map(([key, value], index) => `${indent}${index === 0 ? `${title}:` : ''}\t${key}=${value}`);
}

const LONGEST = 140;

/** Annotations, one a line, long ones below their key; that of `kubectl apply` is left out (printAnnotationsMultiline). */
export function annotationLines(title: string, annotations: Labels | undefined, indent = ''): Lines {
  const pairs = Object.entries(annotations ?? {})
    .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
    .sort(([a], [b]) => compareText(a, b));
  if (pairs.length === 0) return [`${indent}${title}:\t${NONE}`];
  return pairs.flatMap(([key, written], index) => {
    const start = `${indent}${index === 0 ? `${title}:` : ''}\t`;
    const value = written.replace(/\n$/, '');
    if (value.length + key.length + 2 <= LONGEST && !value.includes('\n')) return [`${start}${key}: ${value}`];
    return [`${start}${key}:`, ...value.split('\n').map((line) => `${indent}\t  ${shorten(line)}`)];
  });
}

function shorten(line: string): string {
  return line.length > LONGEST - 2 ? `${line.slice(0, LONGEST - 2)}...` : line;
}

/** Tolerations, one a line (printPodTolerationsMultiline). */
export function tolerationLines(tolerations: readonly Toleration[] = [], indent = ''): Lines {
  if (tolerations.length === 0) return [`${indent}Tolerations:\t${NONE}`];
  return tolerations.map((each, index) => `${indent}${index === 0 ? 'Tolerations:' : ''}\t${tolerationText(each)}`);
}

function tolerationText({ key = '', value = '', effect = '', operator, tolerationSeconds }: Toleration): string {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const exists = operator === 'Exists' && value === '' ? `${what === '' ? '' : ' '}op=Exists` : '';
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
}

/** A simulated cluster records no events. */
export const EVENTS = 'Events:\t<none>';

/** `ReplicaSet/web-6fc76dcbfb`, or nothing. */
export function controllerLines(object: KubernetesObject): Lines {
  const owner = controllerOf(object);
  return owner === undefined ? [] : [`Controlled By:\t${owner.kind}/${owner.name}`];
}
