import { isAbsolute, posix, relative } from 'node:path';

/** What a file of a folder is to Curlew, by its name alone. */
export function roleOf(name: string): 'manifest' | 'cluster' | 'kustomization' | 'chart' | 'other' {
  if (/^curlew\.ya?ml$/.test(name)) return 'cluster';
  if (/^(kustomization\.ya?ml|Kustomization)$/.test(name)) return 'kustomization';
  if (name === 'Chart.yaml') return 'chart';
  return /\.(ya?ml|json)$/i.test(name) ? 'manifest' : 'other';
}

/** Reports whether a walk through a folder leaves the entry alone. */
export function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** A path as diagnostics show it: relative to `cwd`, or as the user wrote it where it is outside; with `/`. */
export function displayName(cwd: string, absolute: string, written: string): string {
  const below = relative(cwd, absolute);
  const outside = below.startsWith('..') || isAbsolute(below);
  return posix.normalize((outside ? written : below).replaceAll('\\', '/'));
}
