import { stringify } from 'yaml';

/** Prints a value as YAML that kubectl reads back: block style, no anchors, no folded lines. */
export function formatYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0, version: '1.1' });
}
