import { join } from 'node:path';
import { type ExportedDeclarations, Node, Project, type SourceFile, type Symbol as TsSymbol } from 'ts-morph';
import { DOORS, type Door } from '../build/doors.ts';

/** What a door of the built package exports. */
export interface PublicApi {
  readonly door: Door;
  /** The declarations by the name that a user imports, sorted by it; a function may have several. */
  readonly exports: ReadonlyMap<string, readonly ExportedDeclarations[]>;
  /** The types that an exported declaration names, directly or through others, and that cannot be imported; sorted. */
  readonly unexported: readonly string[];
}

/** Reads the declarations in `folder`, as the build wrote them for each door. */
export function readPublicApis(folder: string): readonly PublicApi[] {
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    compilerOptions: { module: 199, skipLibCheck: true },
  });
  project.addSourceFilesAtPaths(join(folder, '*.d.ts'));
  return DOORS.map((door) => {
    const file = project.getSourceFileOrThrow(join(folder, `${door.name}.d.ts`));
    const own = [...file.getExportedDeclarations()].filter(([, declarations]) => declarations.some(isOurs));
    const exports = new Map(own.sort(([a], [b]) => (a < b ? -1 : 1)));
    return { door, exports, unexported: unexportedOf(file, exports) };
  });
}

/** What `export … from '@cucumber/cucumber'` brings is of another package. */
function isOurs(declaration: Node): boolean {
  return !declaration.getSourceFile().isInNodeModules();
}

function unexportedOf(door: SourceFile, exports: PublicApi['exports']): readonly string[] {
  const exported = new Set<Node>([...exports.values()].flat());
  const seen = new Set<Node>(exported);
  const queue = [...exported];
  const missing = new Set<string>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const declaration of namedIn(next)) {
      if (seen.has(declaration) || !isOurs(declaration)) continue;
      seen.add(declaration);
      missing.add(declaration.getSymbol()?.getName() ?? door.getBaseName());
      if (isExported(declaration)) queue.push(declaration);
    }
  }
  return [...missing].sort();
}

function isExported(node: Node): node is ExportedDeclarations {
  return Node.isInterfaceDeclaration(node) || Node.isTypeAliasDeclaration(node) || Node.isClassDeclaration(node);
}

/** The declarations at the top of a file that a declaration names, without what is private in it. */
function namedIn(declaration: Node): readonly Node[] {
  return declaration.getDescendants().flatMap((node) => {
    if (!Node.isIdentifier(node) || isPrivate(node, declaration)) return [];
    const symbol = node.getSymbol();
    return declarationsOf(symbol).filter((each) => Node.isSourceFile(each.getParent()) || isVariable(each));
  });
}

/** The declarations behind a name, through its imports. */
export function declarationsOf(symbol: TsSymbol | undefined): readonly Node[] {
  return (symbol?.getAliasedSymbol() ?? symbol)?.getDeclarations() ?? [];
}

function isVariable(node: Node): boolean {
  return Node.isVariableDeclaration(node) && Node.isSourceFile(node.getVariableStatement()?.getParent());
}

function isPrivate(node: Node, within: Node): boolean {
  const member = node.getAncestors().find((each) => each.getParent() === within);
  return member !== undefined && Node.isModifierable(member) && member.hasModifier('private');
}
