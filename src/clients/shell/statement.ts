import type { Script } from './just-bash.ts';

/** What can be told of a statement before it runs. */
export interface Statement {
  readonly text: string;
  /** In bash's words, where it is none. */
  readonly error?: string;
  /** A here-document that nothing closes: bash takes all that is there, and warns. */
  readonly warning?: string;
  /** What bash runs one after the other. */
  readonly parts: readonly string[];
  /** The programs and builtins that it names, each once, in order. */
  readonly programs: readonly string[];
  /** Programs that stand alone at the top of the statement and read what nobody pipes into them. */
  readonly asks: readonly string[];
  /** The variables that it sets, and those that it uses. */
  readonly assigned: readonly string[];
  readonly used: readonly string[];
  readonly functions: readonly string[];
  /** Whether it sends the streams of the shell itself somewhere else: `exec > log`. */
  readonly isRedirected: boolean;
  /** Whether it is one command, without pipes and lists. */
  readonly isSingle: boolean;
  /** Whether nobody sees what its commands print. */
  readonly isSilent: boolean;
}

/** Reads a statement as bash does. */
export function readStatement(parse: (text: string) => Script, text: string): Statement {
  const flags = { isSingle: false, isSilent: false, isRedirected: false };
  const nothing = { text, parts: [text], programs: [], asks: [], assigned: [], used: [], functions: [], ...flags };
  let script: Script;
  try {
    script = parse(text);
  } catch (error) {
    return { ...nothing, error: `bash: ${wordsOf(error, text)}\n` };
  }
  const found = new Walk(parse);
  found.visit(script);
  const broken = script.statements.find(({ deferredError }) => deferredError !== undefined)?.deferredError;
  if (broken !== undefined) return { ...nothing, error: `bash: ${broken.message}\n` };
  if (found.isIncomplete) return { ...nothing, error: 'bash: syntax error: unexpected end of file\n' };
  const open = found.openDocument;
  const sources = script.statements.map(({ sourceText, background }) =>
    sourceText === undefined || background ? undefined : sourceText,
  );
  const isSplit = !found.hasDocument && sources.length > 1 && sources.every((source) => source !== undefined);
  return {
    text,
    ...(open === undefined
      ? {}
      : { warning: `bash: warning: here-document delimited by end-of-file (wanted \`${open}')\n` }),
    parts: isSplit ? sources : [text],
    programs: [...found.programs],
    asks: asksOf(script),
    assigned: [...found.assigned],
    used: [...found.used].filter((name) => !DYNAMIC.has(name)),
    functions: [...found.functions],
    isRedirected: found.isRedirected,
    isSingle:
      script.statements.every(({ pipelines }) => pipelines.every(({ commands }) => commands.length === 1)) &&
      script.statements.length === 1 &&
      script.statements[0]?.pipelines.length === 1,
    isSilent: script.statements.every(({ pipelines }) => pipelines.every(({ commands }) => isSilent(commands.at(-1)))),
  };
}

/** The parser's errors are bash's where it is about a token; the others say what bash says of the same place. */
function wordsOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : `${error}`;
  const plain = message.replace(/^Parse error at \d+:\d+: /, '').replace(/^line \d+: /, '');
  if (/^(?:syntax error|unexpected EOF)/.test(plain)) return plain;
  const [, token] = /, got (\w+)/.exec(plain) ?? [];
  if (token === undefined || token !== 'EOF') {
    if (/redirection target|in for loop/.test(plain)) return "syntax error near unexpected token `newline'";
  }
  return text.trim() === '' ? plain : 'syntax error: unexpected end of file';
}

type Node = { readonly type?: unknown } & Readonly<Record<string, unknown>>;

/** Whether standard output goes to /dev/null. */
function isSilent(command: unknown): boolean {
  const { redirections } = Object(command) as { readonly redirections?: readonly Node[] };
  return (redirections ?? []).some(({ fd, operator, target }) => {
    return /^&?>>?$/.test(String(operator)) && (fd === null || fd === 1) && literal(target) === '/dev/null';
  });
}

/** Whether it is about one of the three streams that every program has. */
function isStandard({ fd, fdVariable }: Node): boolean {
  return fdVariable === undefined && !(typeof fd === 'number' && fd > 2);
}

/** Goes through every node of the tree; a statement is short, and so is its tree. */
class Walk {
  readonly programs: Set<string> = new Set();
  readonly assigned: Set<string> = new Set();
  readonly used: Set<string> = new Set();
  readonly functions: Set<string> = new Set();
  hasDocument = false;
  isIncomplete = false;
  isRedirected = false;
  openDocument: string | undefined;
  readonly #parse: (text: string) => Script;

  constructor(parse: (text: string) => Script) {
    this.#parse = parse;
  }

  visit(start: unknown): void {
    const queue: unknown[] = [start];
    for (let value = queue.pop(); value !== undefined || queue.length > 0; value = queue.pop()) {
      if (Array.isArray(value)) queue.push(...value.toReversed());
      else if (typeof value === 'object' && value !== null) {
        this.#look(value as Node);
        queue.push(...Object.values(value).toReversed());
      }
    }
  }

  #look(node: Node): void {
    switch (node.type) {
      case 'SimpleCommand':
        this.#command(node);
        break;
      case 'Assignment':
      case 'For':
        this.#add(this.assigned, node.type === 'For' ? node['variable'] : node['name']);
        break;
      case 'FunctionDef':
        this.#add(this.functions, node['name']);
        break;
      case 'ParameterExpansion':
        // A variable with a default needs no value.
        if (!/^(?:DefaultValue|AssignDefault|UseAlternative|ErrorIfUnset)$/.test(typeOf(node['operation'])))
          this.#add(this.used, node['parameter']);
        break;
      case 'HereDoc':
        this.hasDocument = true;
        if (node['terminated'] === false) this.openDocument = String(node['delimiter']);
        break;
      default:
    }
  }

  #command(node: Node): void {
    const words = [node['name'], ...(node['args'] as readonly unknown[])].map(literal);
    const [name, first] = words;
    if (node['name'] === null) {
      const parts = [node['assignments'], node['redirections']] as readonly (readonly unknown[])[];
      this.isIncomplete ||= parts.every((each) => each.length === 0);
    }
    if (name !== undefined) this.programs.add(name);
    if (name === 'exec') this.isRedirected ||= (node['redirections'] as readonly Node[]).some(isStandard);
    // What runs another program names it.
    if (WRAPPERS.has(name ?? '') && first !== undefined && !first.startsWith('-')) this.programs.add(first);
    this.#inner(words);
    if (SETTERS.has(name ?? '')) {
      for (const word of words.slice(1)) this.#add(this.assigned, /^[A-Za-z_]\w*/.exec(word ?? '')?.[0]);
    }
  }

  /** `sh -c '…'`: what it runs is named in a text of its own. */
  #inner(words: readonly (string | undefined)[]): void {
    const shell = words.findIndex((word) => /^(?:\/bin\/)?(?:ba|a)?sh$/.test(word ?? ''));
    const script = words[shell + 2];
    if (shell < 0 || words[shell + 1] !== '-c' || script === undefined) return;
    const inner = new Walk(this.#parse);
    try {
      inner.visit(this.#parse(script));
    } catch {
      return;
    }
    for (const name of inner.programs) this.programs.add(name);
    for (const name of inner.functions) this.functions.add(name);
  }

  #add(names: Set<string>, name: unknown): void {
    if (typeof name === 'string' && /^[A-Za-z_]\w*/.test(name)) names.add(/^\w+/.exec(name)?.[0] ?? name);
  }
}

/** Variables that bash itself computes. */
const DYNAMIC: ReadonlySet<string> = new Set([
  'RANDOM',
  'SECONDS',
  'LINENO',
  'UID',
  'EUID',
  'PPID',
  'BASHPID',
  'REPLY',
]);

const WRAPPERS: ReadonlySet<string> = new Set([
  'sudo',
  'exec',
  'time',
  'nohup',
  'watch',
  'xargs',
  'command',
  'timeout',
]);
const SETTERS: ReadonlySet<string> = new Set(['export', 'read', 'declare', 'local', 'typeset', 'readonly', 'mapfile']);

function typeOf(node: unknown): string {
  return typeof node === 'object' && node !== null ? String((node as Node).type) : '';
}

/** The text of a word without expansions. */
function literal(word: unknown): string | undefined {
  const parts = (word as { readonly parts?: readonly Node[] } | null)?.parts;
  if (parts === undefined) return undefined;
  const texts = parts.map((part) => {
    if (part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped')
      return String(part['value']);
    return part.type === 'DoubleQuoted' ? literal(part) : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function asksOf({ statements }: Script): readonly string[] {
  return statements.flatMap(({ pipelines }) =>
    pipelines.flatMap(({ commands: [first] }) => {
      if (first?.type !== 'SimpleCommand' || first.redirections.some(({ operator }) => operator.startsWith('<')))
        return [];
      return literal(first.name) ?? [];
    }),
  );
}

/** Programs that read commands. */
export const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash']);
