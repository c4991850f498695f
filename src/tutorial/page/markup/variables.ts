import type { SourceLine } from './source-lines.ts';

const USES =
  /\$\[([\w.-]+)\]|\{\{[<%]?\s*(?:(?:param|skew|var|variable|site\.Params)\s+)?["']?([\w.-]+)["']?\s*[%>]?\}\}/g;

/** Puts in what the settings say of `$[prodname]`, `{{< param "version" >}}` and `{{ version }}`; others stay as they are. */
export function replaceVariables(
  lines: readonly SourceLine[],
  variables: Readonly<Record<string, string>>,
): readonly SourceLine[] {
  if (Object.keys(variables).length === 0) return lines;
  return lines.map((line) => {
    if (line.text.length > 5000 || !/\$\[|\{\{/.test(line.text)) return line;
    const text = line.text.replaceAll(USES, (use, product?: string, parameter?: string) => {
      const name = product ?? parameter ?? '';
      return Object.hasOwn(variables, name) ? (variables[name] ?? use) : use;
    });
    return { ...line, text };
  });
}
