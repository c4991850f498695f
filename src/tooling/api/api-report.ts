import { Node } from 'ts-morph';
import type { PublicApi } from './public-api.ts';

/**
 * The API of a door as a text to be read in a review: every export with its declaration, without comments, by name. What
 * another door exports as well is shown there.
 */
export function apiReport({ door, exports }: PublicApi, shown: PublicApi | undefined): string {
  const names = [...exports].filter(([name, [first]]) => shown?.exports.get(name)?.[0] !== first).map(([name]) => name);
  const others = [...exports.keys()].filter((name) => !names.includes(name));
  const local = localNames(exports);
  const texts = names.flatMap((name) => (exports.get(name) ?? []).map((each) => declarationText(each, local)));
  return [
    `# The API of \`${door.specifier}\``,
    ...(shown === undefined || others.length === 0
      ? []
      : [`All of \`${shown.door.specifier}\` (${others.length} names).`]),
    ...(texts.length === 0 ? ['It exports nothing of its own.'] : [`\`\`\`ts\n${texts.join('\n\n')}\n\`\`\``]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What is called otherwise inside the declarations, by that name: the roll-up tells two of one name apart by `$1`. */
function localNames(exports: PublicApi['exports']): ReadonlyMap<string, string> {
  const pairs = [...exports].map(([name, [first]]) => [first?.getSymbol()?.getName() ?? name, name] as const);
  return new Map(pairs.filter(([local, name]) => local !== name && !exports.has(local)));
}

/** A declaration with the names that a user imports. */
function declarationText(declaration: Node, local: ReadonlyMap<string, string>): string {
  const statement = Node.isVariableDeclaration(declaration) ? declaration.getVariableStatement() : declaration;
  const text = withoutComments((statement ?? declaration).getText()).replace(/^(export )?(declare )?/, '');
  return text.replace(/[\w$]+/g, (word) => local.get(word) ?? word);
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*\n/gm, '').replace(/^[ \t]*\/\/.*\n/gm, '');
}
