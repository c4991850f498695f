import type { Difference, Findings, Texts } from '../difference.ts';
import { matchText } from '../match-text.ts';
import { isElision } from '../noise.ts';

/** Variables that an image, a shell or a machine sets for itself. */
const OWN =
  /^(?:PATH|HOME|TERM|SHLVL|PWD|OLDPWD|_|USER|LOGNAME|SHELL|LANG|LC_\w+|LS_COLORS|DEBIAN_FRONTEND|GPG_KEY|\w*_VERSION|PKG_RELEASE|DYNPKG_RELEASE|NJS_\w+|container|LESSOPEN|HISTSIZE|MAIL|EDITOR)$/;

/** An environment as a set: each variable that the page shows has that value; those that it leaves out do not matter. */
export function compareEnvironment({ printed, actual, bindings, known }: Texts): Findings {
  const theirs = new Map(actual.flatMap((line) => variableOf(line)));
  const differences: Difference[] = [];
  let result = bindings;
  for (const { line, text } of printed) {
    if (isElision(text)) continue;
    for (const [name, value] of variableOf(text)) {
      if (OWN.test(name)) continue;
      const found = theirs.get(name);
      const match = found === undefined ? undefined : matchText(value, found, { bindings: result, known, line });
      if (match !== undefined && match.why === undefined) {
        result = match.bindings;
        continue;
      }
      const why = found === undefined ? `there is no variable ${name}` : (match?.why ?? '');
      differences.push({
        line,
        expected: text.trim(),
        actual: found === undefined ? '' : `${name}=${found}`,
        why: why === '' ? 'the value is another' : why,
      });
    }
  }
  return { bindings: result, differences };
}

/** Whether the lines are variables. */
export function isEnvironment(lines: readonly string[]): boolean {
  const told = lines.filter((line) => !isElision(line));
  return told.length > 0 && told.every((line) => variableOf(line).length === 1);
}

function variableOf(line: string): readonly (readonly [string, string])[] {
  const found = /^\s*(?:export |declare -x )?([A-Za-z_][A-Za-z0-9_]*)=("?)(.*)\2\s*$/.exec(line);
  return found === null ? [] : [[found[1] ?? '', found[3] ?? '']];
}
