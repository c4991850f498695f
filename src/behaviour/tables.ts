import type { Labels } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { NodeFile } from '../engine/profiles/index.ts';

/** Reads a table of two columns as labels; a first row `key | value` or `label | value` is a heading. */
export function labelsOf(rows: readonly (readonly string[])[]): Labels {
  const [first] = rows;
  const isHeading =
    first !== undefined && /^(key|label|name)$/i.test(first[0] ?? '') && /^value$/i.test(first[1] ?? '');
  return Object.fromEntries(
    (isHeading ? rows.slice(1) : rows).map((row) => {
      const isPair = row.length === 2 || (row.length === 1 && row[0]?.includes('=') === true);
      const [key = '', value = ''] = row.length === 1 ? splitOnce(row[0] ?? '', '=') : row;
      if (key === '' || !isPair) throw new SetupError('a table of labels has two columns: the key and the value');
      return [key, value];
    }),
  );
}

/** Reads the table of nodes: name, address, pod CIDR, labels, taints, roles; only the name is needed. */
export function nodesOf(rows: readonly Readonly<Record<string, string>>[]): readonly NodeFile[] {
  return rows.map((row) => {
    const cells = new Map(
      Object.entries(row).map(([key, value]) => [key.toLowerCase().replace(/[^a-z]/g, ''), value.trim()]),
    );
    for (const key of cells.keys()) {
      if (!COLUMNS.includes(key))
        throw new SetupError(
          `a table of nodes has no column "${key}"; it has name, address, pod CIDR, labels, taints, roles`,
        );
    }
    const cell = (key: string) => cells.get(key) || undefined;
    const [name, podCIDR] = [cell('name'), cell('podcidr')];
    const addresses = cell('address') ?? cell('addresses');
    if (name === undefined) throw new SetupError('a table of nodes needs a column "name"');
    return {
      name,
      ...(addresses === undefined ? {} : { addresses: listOf(addresses) }),
      ...(podCIDR === undefined ? {} : { podCIDR }),
      ...(cell('roles') === undefined ? {} : { roles: listOf(cell('roles')) }),
      labels: Object.fromEntries(listOf(cell('labels')).map((pair) => splitOnce(pair, '='))),
      ...(cell('taints') === undefined ? {} : { taints: listOf(cell('taints')).map(taintOf) }),
    };
  });
}

const COLUMNS: readonly string[] = ['name', 'address', 'addresses', 'podcidr', 'labels', 'taints', 'roles'];

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[,\s]+/).filter((part) => part !== '');
}

/** `key=value:Effect` or `key:Effect`, as kubectl taint writes it. */
function taintOf(text: string): { readonly key: string; readonly value?: string; readonly effect: string } {
  const [rest, effect] = splitOnce(text, ':');
  const [key, value] = splitOnce(rest, '=');
  if (effect === '') throw new SetupError(`the taint "${text}" has no effect; write key=value:NoSchedule`);
  return { key, effect, ...(value === '' ? {} : { value }) };
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
