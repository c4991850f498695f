/** A value as YAML in block style, as people and kubectl write it. */
export function blockYaml(value: object, indent = ''): string {
  return Object.entries(value)
    .map(([key, each]: [string, unknown]) => `${indent}${key}:${itemYaml(each, indent)}`)
    .join('');
}

function itemYaml(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalarYaml(value)}\n`;
  if (Object.keys(value).length === 0) return Array.isArray(value) ? ' []\n' : ' {}\n';
  if (!Array.isArray(value)) return `\n${blockYaml(value, `${indent}  `)}`;
  return `\n${value.map((item: unknown) => `${indent}-${entryYaml(item, `${indent}  `)}`).join('')}`;
}

/** An object begins on the line of its dash. */
function entryYaml(value: unknown, indent: string): string {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || Object.keys(value).length === 0) return itemYaml(value, indent);
  return ` ${blockYaml(value, indent).slice(indent.length)}`;
}

/** Only words stay without quotes: `1e3` would be a number. */
function scalarYaml(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z][\w./-]*$/.test(value) ? value : JSON.stringify(value);
}
