import { Node, SyntaxKind } from 'ts-morph';
import { declarationsOf, type PublicApi } from './public-api.ts';

/**
 * The API of a door as a text to be read in a review: every export with its declaration, without comments, by name. What
 * another door exports as well is shown there.
 */
export function apiReport({ door, exports }: PublicApi, shown: PublicApi | undefined): string {
  const names = [...exports].filter(([name, [first]]) => shown?.exports.get(name)?.[0] !== first).map(([name]) => name);
  const others = [...exports.keys()].filter((name) => !names.includes(name));
  const exported = exportedNames(exports);
  const texts = names.flatMap((name) => (exports.get(name) ?? []).map((each) => declarationText(each, exported)));
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

/** The name that a user imports, by the declaration. */
function exportedNames(exports: PublicApi['exports']): ReadonlyMap<Node, string> {
  return new Map([...exports].flatMap(([name, declarations]) => declarations.map((each) => [each, name] as const)));
}

/**
 * A declaration with the names that a user imports: the roll-up calls some otherwise, and tells two of one name apart by
 * `$1`.
 */
function declarationText(declaration: Node, exported: ReadonlyMap<Node, string>): string {
  const statement = (Node.isVariableDeclaration(declaration) && declaration.getVariableStatement()) || declaration;
  const renamed = statement.getDescendantsOfKind(SyntaxKind.Identifier).flatMap((identifier) => {
    const name = declarationsOf(identifier.getSymbol()).flatMap((each) => exported.get(each) ?? [])[0];
    return name === undefined || name === identifier.getText() ? [] : [{ identifier, name }];
  });
  const start = statement.getStart();
  const text = renamed.reduceRight(
    (before, { identifier, name }) =>
      before.slice(0, identifier.getStart() - start) + name + before.slice(identifier.getEnd() - start),
    statement.getText(),
  );
  return withoutComments(text).replace(/^(export )?(declare )?/, '');
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*\n/gm, '').replace(/^[ \t]*\/\/.*\n/gm, '');
}
