import type { Container } from '../model/index.ts';

/** How a server was started: the words behind its program, and the variables that its container sets. */
export interface Run {
  readonly words: readonly string[];
  readonly container: Container;
  /** Variables that a script sets to what nobody follows. */
  readonly assigned?: ReadonlySet<string>;
}

/** The value of `-name=value`, `--name value`, `-p80` and the like; `undefined` where the flag is not given. */
export function flagValue({ words }: Run, ...names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [, letter = '', number] = /^-([A-Za-z])(\d+)$/.exec(word) ?? [];
    if (number !== undefined && names.includes(letter)) return number;
    const match = /^--?([\w.-]+)(?:=([\s\S]*))?$/.exec(word);
    if (match?.[1] === undefined || !names.includes(match[1])) continue;
    return match[2] ?? words[index + 1] ?? '';
  }
  return undefined;
}

/**
 * The value that a container gives a variable: empty where another object holds it, or a script sets it; `undefined` where
 * it is not set.
 */
export function variable({ container, assigned }: Run, name: string): string | undefined {
  if (assigned?.has(name) === true) return '';
  const found = container.env?.find((each) => each.name === name);
  return found === undefined ? undefined : expand(container, found.value ?? '');
}

/** `$(NAME)` in a container's command, arguments and variables is the value of another variable, where that is written. */
export function expand(container: Container, text: string): string {
  return text.replace(
    /\$\(([\w.-]+)\)/g,
    (found, name) => container.env?.find((each) => each.name === name)?.value ?? found,
  );
}

/** The port at the end of a setting: of `8080`, `:8080`, `0.0.0.0:8080`; `undefined` where it ends in none. */
export function portIn(text: string): string | undefined {
  const port = Number(/^(?:.*:)?(\d+)$/.exec(text)?.[1]);
  return port > 0 && port < 65536 ? String(port) : undefined;
}

/**
 * The one port of a server: what the first setting that is given says, else its default. `undefined` where a setting is
 * given that cannot be read, as a variable from a Secret.
 */
export function onePort(settings: readonly (string | undefined)[], otherwise: string): readonly [string] | undefined {
  const said = settings.find((setting) => setting !== undefined);
  const port = said === undefined ? otherwise : portIn(said);
  return port === undefined ? undefined : [port];
}
