const TOKEN =
  /#[^\n]*|(?<into>\d*[<>]+(?:&[\d-])?)|(?<end>\n|&&|\|\||[;&|()`])|(?<word>(?:'[^']*'|"(?:\\.|[^"\\])*"|\\[\s\S]|[^\s;&|<>()`'"\\])+)|\s/g;

/** Words before a command that run it all the same. */
const BEFORE: ReadonlySet<string> = new Set([
  '!',
  '$',
  'do',
  'elif',
  'else',
  'exec',
  'if',
  'nohup',
  'then',
  'time',
  'until',
  'while',
  '{',
]);
const WITHOUT_COMMAND: ReadonlySet<string> = new Set(['done', 'fi', 'for', '}']);

/**
 * The commands of a shell script, each as its words: those of loops, branches, pipes and substitutions alike. It follows
 * neither conditions nor variables; what it cannot read becomes a command that nobody knows.
 */
export function commandsOf(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let words: string[] = [];
  let isTarget = false;
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const { into, end, word } = groups;
    if (into !== undefined) isTarget = !into.includes('&');
    if (end !== undefined) {
      commands.push(words);
      words = [];
    }
    if (word === undefined) continue;
    for (const inner of substitutions(word)) commands.push(...commandsOf(inner).map((each) => [...each]));
    if (!isTarget) words.push(unquoted(word));
    isTarget = false;
  }
  commands.push(words);
  return commands.map(commandOf).filter((command) => command.length > 0);
}

/** The names of the variables that a script sets. */
export function assignedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/(?<![\w$])([A-Za-z_]\w*)=/g)].map(([, name = '']) => name));
}

function commandOf(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !BEFORE.has(word) && !/^\w+=/.test(word));
  const command = start < 0 ? [] : words.slice(start);
  return WITHOUT_COMMAND.has(command[0] ?? '') ? [] : command;
}

/** What a shell runs inside double quotes. */
function substitutions(word: string): readonly string[] {
  if (word.startsWith("'")) return [];
  return [...word.matchAll(/\$\(([^()]*)\)|`([^`]*)`/g)].map(([, one, other]) => one ?? other ?? '');
}

function unquoted(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:\\.|[^"\\])*)"|\\([\s\S])/g,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  );
}
