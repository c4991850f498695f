import type { FieldPath, Ingress } from '../../../model/index.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/**
 * Annotations that change who answers, or what, in ways that are not modelled.
 *
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 */
const UNMODELLED: readonly string[] = [
  'app-root',
  'auth-secret',
  'auth-type',
  'auth-url',
  'canary',
  'default-backend',
  'denylist-source-range',
  'from-to-www-redirect',
  'mirror-target',
  'permanent-redirect',
  'server-alias',
  'temporal-redirect',
  'use-port-in-redirects',
  'whitelist-source-range',
];

/** An annotation of ingress-nginx, by its name without the prefix. */
export function annotationOf(ingress: Ingress | undefined, name: string): string | undefined {
  return ingress?.metadata.annotations?.[PREFIX + name];
}

/** Reports whether an annotation is set to a true value, as Go's strconv.ParseBool reads it. */
export function isTrue(value: string | undefined): boolean {
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value ?? '');
}

export function annotationPath(name: string): FieldPath {
  return ['metadata', 'annotations', PREFIX + name];
}

/** The first annotation, by name, whose effect is not modelled. */
export function unmodelledAnnotation(ingress: Ingress): string | undefined {
  return UNMODELLED.find((name) => !['', 'false', undefined].includes(annotationOf(ingress, name)));
}

export function isCanary(ingress: Ingress): boolean {
  return isTrue(annotationOf(ingress, 'canary'));
}
