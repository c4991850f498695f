import { readdirSync } from 'node:fs';
import { type CallExpression, Node, Project, type SourceFile } from 'ts-morph';
import type { CatalogueEntry } from '../report/index.ts';

/**
 * The catalogue of sentences, read from the step definitions: each `Given`, `When` or `Then` call with the comment above
 * it. Throws where a sentence has no comment or no `@example`.
 */
export function stepCatalogue(folder: string): readonly CatalogueEntry[] {
  const project = new Project({ useInMemoryFileSystem: false, skipAddingFilesFromTsConfig: true });
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.steps.ts'))
    .sort();
  return files.flatMap((file) => entriesOf(project.addSourceFileAtPath(`${folder}/${file}`)));
}

const KEYWORDS: readonly string[] = ['Given', 'When', 'Then'];

function entriesOf(source: SourceFile): readonly CatalogueEntry[] {
  return source.getStatements().flatMap((statement) => {
    if (!Node.isExpressionStatement(statement)) return [];
    const call = statement.getExpression();
    if (!Node.isCallExpression(call) || !KEYWORDS.includes(call.getExpression().getText())) return [];
    const docs =
      statement.getChildren().length === 0 ? [] : statement.getLeadingCommentRanges().map((range) => range.getText());
    return [entryOf(call, docs.at(-1) ?? '', source.getBaseName())];
  });
}

function entryOf(call: CallExpression, comment: string, file: string): CatalogueEntry {
  const keyword = call.getExpression().getText() as CatalogueEntry['keyword'];
  const [pattern] = call.getArguments();
  if (!Node.isStringLiteral(pattern)) throw new Error(`${file}: ${keyword} needs a literal sentence`);
  const expression = pattern.getLiteralValue();
  const text = comment.replace(/^\/\*\*|\*\/$/g, '').replace(/^ *\* ?/gm, '');
  const [description = '', example] = text.split('@example');
  if (example === undefined) throw new Error(`${file}: "${expression}" has no @example`);
  return {
    keyword,
    expression,
    description: description.trim().replace(/\s+/g, ' '),
    example: example.trim(),
  };
}
