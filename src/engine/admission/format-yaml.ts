import { stringify } from 'yaml';

/** Prints a value as YAML as kubectl does: block style, lists as far in as their key, no anchors, no folded lines. */
export function formatYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, indentSeq: false, lineWidth: 0, version: '1.1' });
}
