import { readFileSync } from 'node:fs';

/** The version of the package, whose package.json lies above `dist` and its chunks, and above `src/hosts/cli`. */
export const version: string = readVersion(['../package.json', '../../package.json', '../../../package.json']);

function readVersion(candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const { name, version: found } = readJson(new URL(candidate, import.meta.url));
    if (name === 'curlew' && found !== undefined) return found;
  }
  return 'unknown';
}

function readJson(url: URL): { readonly name?: string; readonly version?: string } {
  try {
    return JSON.parse(readFileSync(url, 'utf8')) as { name?: string; version?: string };
  } catch {
    return {};
  }
}
