import { joinInside, type PageSettings } from '../../settings/index.ts';
import type { PageProblem } from '../page.ts';
import { type FileTexts, firstFile, folderOf } from './files.ts';
import { indentationOf, MOST_LINES, type SourceLine } from './source-lines.ts';

/** What is needed to find the files that a page includes. */
export interface IncludeContext {
  readonly path: string;
  readonly settings: PageSettings;
  readonly files: FileTexts;
  readonly problems: PageProblem[];
}

/** An include that a line asks for. */
interface Asked {
  /** The key of `doc.includes` that may say where the file lies. */
  readonly key: string;
  readonly path: string;
  /** `text` is read as a part of the page; `file` is a block that is that file; `raw` are lines of the block it stands in. */
  readonly as: 'text' | 'file' | 'raw';
  readonly language?: string;
}

const MOST_DEPTH = 8;

const SHORTCODE =
  /^\s*\{\{[<%]\s*(code_sample|codenew|code|readfile|include-code|embed-code|literalinclude|text_file|code-file)\s+(.*?)[%>]\}\}\s*$/;
const DIRECTIVE = /^\s*:{2,3}(yaml|code|file|snippet)\{(.*)\}\s*$/;
const AZURE = /^\s*(?:>\s*)*\[!(?:INCLUDE|include|Include)\s*\[[^\]]*\]\(([^)]+)\)\]\s*$/;
const AZURE_CODE = /^\s*:::code\s+(.*?):::\s*$|^\s*\[!code-(\w+)\[[^\]]*\]\(([^)]+)\)\]\s*$/;
const SNIPPET = /^\s*-{1,2}8<-{1,2}\s+["']([^"']+)["']\s*$/;
const SLIDES = /^\s*@@INCLUDE\[([^\]]+)\]\s*$/;
const ASCIIDOC = /^include::([^[\]]+)\[([^\]]*)\]\s*$/;

/** Puts the lines of included files in place of the lines that ask for them. Circles and depth end with a problem. */
export function expandIncludes(
  lines: readonly SourceLine[],
  context: IncludeContext,
  format: 'markdown' | 'asciidoc',
  chain: readonly string[] = [context.path],
): readonly SourceLine[] {
  const found: SourceLine[] = [];
  let before = '';
  for (const line of lines) {
    if (found.length > MOST_LINES) {
      context.problems.push({
        line: line.line,
        severity: 'error',
        message: `with what it includes the page has more than ${MOST_LINES} lines`,
      });
      return found;
    }
    const asked = line.text.length > 2000 ? undefined : includeOf(line.text, before, format);
    before = line.text;
    if (asked === undefined) found.push(line);
    else for (const each of includedLines(line, asked, context, format, chain)) found.push(each);
  }
  return found;
}

function includeOf(text: string, before: string, format: 'markdown' | 'asciidoc'): Asked | undefined {
  if (format === 'asciidoc') return asciidocInclude(text);
  // eks-workshop: a block whose fence says `file` holds the path of the file that it stands for.
  if (/^\s*(?:```|~~~)file\s*$/.test(before) && /^\s*[\w./-]+\.(?:ya?ml|json)\s*$/.test(text))
    return { key: 'file', path: text.trim(), as: 'raw' };
  return markdownInclude(text);
}

function markdownInclude(text: string): Asked | undefined {
  if (!/[{[:@8]/.test(text)) return undefined;
  const [, name, attributes = ''] = SHORTCODE.exec(text) ?? [];
  if (name !== undefined) {
    const path =
      attribute(attributes, 'file') ??
      attribute(attributes, 'path') ??
      attribute(attributes, 'src') ??
      /^["']?([\w./-]+\.\w+)/.exec(attributes)?.[1];
    const language = attribute(attributes, 'language') ?? attribute(attributes, 'lang');
    return path === undefined
      ? undefined
      : { key: name, path, as: 'file', ...(language !== undefined && { language }) };
  }
  const [, directive, words = ''] = DIRECTIVE.exec(text) ?? [];
  const file = directive === undefined ? undefined : attribute(words, 'file');
  if (directive !== undefined && file !== undefined) return { key: `::${directive}`, path: file, as: 'file' };
  const [, azure] = AZURE.exec(text) ?? [];
  if (azure !== undefined) return { key: '[!INCLUDE]', path: azure, as: 'text' };
  const [, attributesOfCode, language, codePath] = AZURE_CODE.exec(text) ?? [];
  const path = codePath ?? (attributesOfCode === undefined ? undefined : attribute(attributesOfCode, 'source'));
  const told = language ?? (attributesOfCode === undefined ? undefined : attribute(attributesOfCode, 'language'));
  if (path !== undefined) return { key: ':::code', path, as: 'file', ...(told !== undefined && { language: told }) };
  const [, snippet] = SNIPPET.exec(text) ?? [];
  if (snippet !== undefined) return { key: '--8<--', path: snippet.replace(/:[\w:-]+$/, ''), as: 'raw' };
  const [, slides] = SLIDES.exec(text) ?? [];
  return slides === undefined ? undefined : { key: '@@INCLUDE', path: slides, as: 'raw' };
}

function asciidocInclude(text: string): Asked | undefined {
  const [, target] = ASCIIDOC.exec(text) ?? [];
  if (target === undefined) return undefined;
  // Antora: `component:module:partial$file`, of which what stands before the `$` names the family.
  const [, family, path] = /^(?:.*:)?(partial|example|page|attachment)\$(.*)$/.exec(target) ?? [];
  return family === undefined || path === undefined
    ? { key: 'include', path: target, as: 'raw' }
    : { key: `${family}$`, path, as: 'raw' };
}

function attribute(words: string, name: string): string | undefined {
  const [, double, single, bare] =
    new RegExp(`(?:^|[\\s{,])${name}=(?:"([^"]*)"|'([^']*)'|([^\\s}"']+))`).exec(words) ?? [];
  return double ?? single ?? bare;
}

function includedLines(
  line: SourceLine,
  asked: Asked,
  context: IncludeContext,
  format: 'markdown' | 'asciidoc',
  chain: readonly string[],
): readonly SourceLine[] {
  const indent = ' '.repeat(Math.min(indentationOf(line.text), 40));
  const at = { line: line.line, ...(line.tabs !== undefined && { tabs: line.tabs }) };
  const found = findIncluded(asked, context, chain);
  if (typeof found === 'string') {
    context.problems.push({
      line: line.line,
      severity: 'warning',
      message: found,
      hint: `say where it lies: doc: {includes: {"${asked.key}": FOLDER}} in curlew.yaml`,
    });
    if (asked.as !== 'file') return [{ ...at, text: '' }];
    return [
      { ...at, text: `${indent}${FENCE}yaml`, file: asked.path, missing: found },
      { ...at, text: `${indent}${FENCE}` },
    ];
  }
  const texts = found.text
    .replace(/^\uFEFF/, '')
    .replace(/(?:\r\n|\n|\r)$/, '')
    .split(/\r\n|\n|\r/);
  if (asked.as !== 'file') {
    const inner = texts.map((text) => ({ ...at, text: text === '' ? text : indent + text }));
    const raw: readonly SourceLine[] = asked.as === 'raw' && format === 'markdown' ? named(inner, asked) : inner;
    return chain.length > MOST_DEPTH ? raw : expandIncludes(raw, context, format, [...chain, found.path]);
  }
  const language = asked.language ?? /\.(\w+)$/.exec(asked.path)?.[1] ?? 'yaml';
  return [
    { ...at, text: `${indent}${FENCE}${language}`, file: asked.path },
    ...texts.map((text) => ({ ...at, text: indent + text })),
    { ...at, text: `${indent}${FENCE}` },
  ];
}

/** A long one: the file may hold fences. */
const FENCE = '~~~~~~~~~~';

/** Lines of a file inside of a block: the first one tells its name. */
function named(lines: readonly SourceLine[], asked: Asked): readonly SourceLine[] {
  return lines.map((line, index) => (index === 0 ? { ...line, file: asked.path } : line));
}

/** The file; a text says why there is none. */
function findIncluded(
  { key, path }: Asked,
  { path: page, settings, files }: IncludeContext,
  chain: readonly string[],
): { readonly path: string; readonly text: string } | string {
  if (/^[a-z]+:\/\//.test(path)) return `${path} is on the network, which is not asked`;
  const folder = settings.includes[key];
  const root = /^~\/(.*)$/.exec(path);
  const beside = joinInside(folderOf(chain.at(-1) ?? page), path);
  const inside = joinInside(path);
  const paths = [
    folder === undefined ? undefined : joinInside(folder, path),
    ...(root === null ? [] : [joinInside(settings.includes['~'] ?? '', root[1] ?? '')]),
    beside,
    inside,
  ];
  if (paths.every((each) => each === undefined))
    return `${path} lies outside the folder of the settings, and is not read`;
  const found = firstFile(files, paths);
  if (found === undefined) return `the file ${path}, which the page includes, is not there`;
  if (chain.includes(found.path)) return `${path} includes itself`;
  if (chain.length > MOST_DEPTH) return `${path} is included more than ${MOST_DEPTH} levels deep`;
  if (found.text.length > 1_000_000 || found.text.includes('\0'))
    return `the file ${path} is larger than 1 MB, or no text`;
  return found;
}
