import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type CatalogueEntry, stepsJson } from '../../../report/index.ts';
import { outputOption, printJson } from '../output.ts';
import { catalogueFile } from '../package-files.ts';

/** `curlew steps [WORD...]`: the sentences that specs may use. */
export function addSteps(program: Command): void {
  program
    .command('steps')
    .argument('[word...]', 'only sentences that hold these words')
    .description('print the catalogue of sentences')
    .addOption(outputOption(['text', 'json', 'md']))
    .addHelpText('after', '\nExample:\n  curlew steps reach')
    .action(runSteps);
}

function runSteps(words: readonly string[], options: { readonly output: 'text' | 'json' | 'md' }): void {
  const all = JSON.parse(readFileSync(catalogueFile(), 'utf8')) as readonly CatalogueEntry[];
  const entries = all.filter((entry) => words.every((word) => mentions(entry, word.toLowerCase())));
  if (options.output === 'json') {
    printJson(stepsJson(entries));
    return;
  }
  if (entries.length === 0) process.stderr.write(`no sentence holds ${words.join(' and ')}\n`);
  const print = options.output === 'md' ? markdownOf : textOf;
  process.stdout.write(entries.map(print).join('\n'));
}

function mentions({ expression, description }: CatalogueEntry, word: string): boolean {
  return expression.toLowerCase().includes(word) || description.toLowerCase().includes(word);
}

function textOf({ keyword, expression, description, example }: CatalogueEntry): string {
  return `${keyword} ${expression}\n  ${description}\n${example.replace(/^/gm, '      ')}\n`;
}

function markdownOf({ keyword, expression, description, example }: CatalogueEntry): string {
  return `### ${keyword} \`${expression}\`\n\n${description}\n\n\`\`\`gherkin\n${example}\n\`\`\`\n`;
}
