import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The licences of the packages that a bundle holds, each once. */
export function writeLicenses(file: string, { inputs }: Metafile): void {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    const written = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each));
    return `${name} ${version} (${license})\n\n${written === undefined ? '' : readFileSync(join(folder, written), 'utf8').trim()}\n`;
  });
  writeFileSync(file, texts.join(`\n${'-'.repeat(80)}\n\n`));
}
