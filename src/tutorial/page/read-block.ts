import { isSurelyCommand, likenessOf, opensShell } from './command-line.ts';
import { isServed, type ManifestText, readManifestText } from './manifest-texts.ts';
import type { BlockPiece } from './markup/piece.ts';
import type { PageLine, Printed } from './page.ts';
import { isPrinted } from './printed-forms.ts';
import { parsePrompt, promptStyleOf } from './prompts.ts';
import { opensGroup, printedOf, readTerminalBlock, type TerminalBlock } from './terminal-block.ts';

/** What a block is, by what stands in it; its fence's words only help. */
export type ReadBlock =
  | { readonly kind: 'terminal'; readonly block: TerminalBlock }
  | { readonly kind: 'manifest'; readonly text: string; readonly read: Exclude<ManifestText, { kind: 'none' }> }
  /** `isSure` where its form, or its fence, says that a program printed it. */
  | { readonly kind: 'output'; readonly printed: Printed; readonly isSure: boolean }
  | { readonly kind: 'gherkin'; readonly text: string }
  /** A program's text, a drawing, a file that no cluster reads. */
  | { readonly kind: 'other' };

/** What stands before a block. */
export interface BlockContext {
  /** A command before it whose output the page has not shown. */
  readonly command?: string;
  /** Whether the author says that it is an output. */
  readonly isOutput: boolean;
  /** Whether the sentence before says that what follows is printed. */
  readonly isAnnounced: boolean;
  /** Whether the sentence before tells the reader to write a file. */
  readonly isFile: boolean;
}

const SHELL =
  /^(?:(?:ba|z|k|da|c)?sh|shell.*|console|terminal|command.*|cmd|batch|bat|azurecli.*|azurepowershell.*|powershell|pwsh|ps1?|cli|execute|sh-session|bash.*|text-shell|zsh-session)$/;
const OUTPUT = /^(?:output|console-output|command-output|stdout|result|log|logs)$/;
const CODE =
  /^(?:go|golang|python|py|java|javascript|js|jsx|ts|tsx|typescript|c|cpp|c\+\+|csharp|cs|rust|rs|ruby|rb|php|sql|docker|dockerfile|containerfile|toml|ini|conf|cfg|nginx|css|scss|mermaid|plantuml|puml|dot|graphviz|diff|patch|hcl|terraform|tf|promql|rego|proto|protobuf|makefile|make|groovy|kotlin|scala|lua|perl|r|graphql|jsonnet|cue|kusto|bicep|svg|math|latex|tex|vim|kustomization|vegalite|wasm|d2|haskell|elixir|swift|properties|env|dotenv|jinja|jinja2|helm|gotmpl|go-template|markdown|md|mdx|asciidoc|corefile|caddyfile|haproxy|apache|systemd|vue|svelte)$/;
const PAPER = /^(?:html|xml|json|jsonc|json5|http)$/;
const FILE_TITLE =
  /^[`*"']*(?:\/[\w./-]+|[\w.-]*\/?[\w-]+\.(?:conf|cfg|ini|toml|sh|py|go|js|ts|html|properties|env|txt|tf|service|md))[`*"']*$/;

export function readBlock(block: BlockPiece, context: BlockContext): ReadBlock {
  const { lines, language = '' } = block;
  const text = lines.map((line) => line.text).join('\n');
  if (/^(?:gherkin|feature|cucumber)$/.test(language)) return { kind: 'gherkin', text };
  if (context.isOutput) return outputOf(lines, true, context);
  if (block.missing !== undefined) return { kind: 'manifest', text, read: { kind: 'piece' } };
  if (block.file !== undefined) return manifestOr(text, readManifestText(text), { kind: 'other' });
  const terminal = () =>
    readTerminalBlock(lines, SHELL.test(language) ? 'shell' : OUTPUT.test(language) ? 'output' : 'none');
  if (CODE.test(language)) {
    const block = readTerminalBlock(lines, 'output');
    return block.commands.length > 0 && promptsAt(lines) === 0 ? { kind: 'terminal', block } : { kind: 'other' };
  }
  if (context.command !== undefined && isEnvironment(context.command, lines)) return outputOf(lines, true, context);
  if (context.command !== undefined && context.isAnnounced && isOnlyPrinted(lines))
    return outputOf(lines, true, context);
  const isYaml = /^(?:ya?ml.*|kubernetes|k8s|manifest)$/.test(language);
  if (startsWithCommand(lines, OUTPUT.test(language))) return { kind: 'terminal', block: terminal() };
  const read = readManifestText(text);
  if (read.kind !== 'none') {
    const isPrintedManifest =
      context.command !== undefined && printsManifest(context.command, block.title) && !context.isFile;
    if (OUTPUT.test(language) || isPrintedManifest || (isServed(text) && context.command !== undefined))
      return outputOf(lines, true, context);
    if (read.kind !== 'piece') return manifestOr(text, read, { kind: 'other' });
    if (isYaml && !printsPiece(context)) return manifestOr(text, read, { kind: 'other' });
  }
  if (isYaml)
    return context.isFile || context.command === undefined
      ? { kind: 'manifest', text, read: { kind: 'piece' } }
      : outputOf(lines, false, context);
  if (block.title !== undefined && FILE_TITLE.test(block.title.trim())) return { kind: 'other' };
  const found = terminal();
  if (found.commands.length > 0) return { kind: 'terminal', block: found };
  if (read.kind === 'piece' && context.command === undefined) return manifestOr(text, read, { kind: 'other' });
  if (OUTPUT.test(language)) return outputOf(lines, true, context);
  const isSure = !PAPER.test(language) && lines.some(({ text }) => isPrinted(text) && !/^\s*[\]}],?\s*$/.test(text));
  return outputOf(lines, isSure, context);
}

function manifestOr(text: string, read: ManifestText, other: ReadBlock): ReadBlock {
  return read.kind === 'none' ? other : { kind: 'manifest', text, read };
}

function outputOf(lines: readonly PageLine[], isSure: boolean, { command }: BlockContext): ReadBlock {
  const printed = printedOf(lines, command !== undefined && opensShell(command));
  return printed === undefined ? { kind: 'other' } : { kind: 'output', printed, isSure };
}

/** Whether the first line that says something is typed; comments say nothing. */
function startsWithCommand(lines: readonly PageLine[], isOutput: boolean): boolean {
  const style = promptStyleOf(lines.map(({ text }) => text));
  const at = lines.findIndex(
    ({ text }) => text.trim() !== '' && (!/^\s*#/.test(text) || parsePrompt(text, style) !== undefined),
  );
  const first = lines[at];
  if (first === undefined) return false;
  if (first.text.trim() === '{' && !isOutput) return opensGroup(lines, at);
  const prompted = parsePrompt(first.text, style);
  if (prompted !== undefined) return prompted.typed !== '';
  return (
    !isOutput &&
    (likenessOf(first.text) === 'sure' || isSurelyCommand(first.text)) &&
    !/^\s*(?:---|apiVersion)/.test(first.text)
  );
}

/** Lines that nobody surely typed: the output of one word may be a program's name. */
function isOnlyPrinted(lines: readonly PageLine[]): boolean {
  return (
    promptsAt(lines) < 0 &&
    lines.every(({ text }) => likenessOf(text) !== 'sure' && (!/\s/.test(text.trim()) || isVersion(text)))
  );
}

/** `nginx version: nginx/1.13.7` */
function isVersion(text: string): boolean {
  return /^\s*\S+ version:? \S*\d/.test(text);
}

/** Lines of `NAME=value` after a command that prints them; they are assignments anywhere else. */
function isEnvironment(command: string, lines: readonly PageLine[]): boolean {
  return (
    /\b(?:printenv|env|export -p|set)\b/.test(command) &&
    lines.every(({ text }) => text.trim() === '' || /^\s*(?:\w+=|\.\.\.)/.test(text))
  );
}

function promptsAt(lines: readonly PageLine[]): number {
  const style = promptStyleOf(lines.map(({ text }) => text));
  return lines.findIndex(({ text }) => (parsePrompt(text, style)?.typed ?? '') !== '');
}

/** Commands whose output is a manifest. */
function printsManifest(command: string, title: string | undefined): boolean {
  return (
    title === undefined &&
    /\s(?:-o|--output)[= ]?(?:ya?ml|json)\b|^\s*(?:sudo )?(?:cat|bat|less|more|head|tail|yq|jq|helm template|kustomize|kubectl kustomize)\b|\bkubectl (?:edit|kustomize|view)\b/.test(
      command,
    )
  );
}

function printsPiece({ command, isFile }: BlockContext): boolean {
  return (
    command !== undefined &&
    !isFile &&
    /\s(?:-o|--output)[= ]?(?:ya?ml|json)|\b(?:describe|cat|grep|jq|yq|curl|explain|edit|logs)\b/.test(command)
  );
}
