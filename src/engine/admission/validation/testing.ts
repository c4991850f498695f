import { parse } from 'yaml';
import type { KubernetesObject } from '../../model/index.ts';
import { applyDefaults } from '../defaults/index.ts';
import type { Problem } from '../problem.ts';
import { validateObject } from './validate-object.ts';

/** What tests check: the problems of an object written in YAML, after defaulting. */
export function problemsOf(yaml: string, kubernetesVersion?: string): readonly Problem[] {
  return validateObject(applyDefaults(parse(yaml) as KubernetesObject), kubernetesVersion);
}

/** The messages of the errors, in order. */
export function errorsOf(yaml: string, kubernetesVersion?: string): readonly string[] {
  return problemsOf(yaml, kubernetesVersion).flatMap(({ severity, message }) =>
    severity === undefined ? message : [],
  );
}

/** The messages of the warnings, in order. */
export function warningsOf(yaml: string, kubernetesVersion?: string): readonly string[] {
  return problemsOf(yaml, kubernetesVersion).flatMap(({ severity, message }) =>
    severity === 'warning' ? message : [],
  );
}
