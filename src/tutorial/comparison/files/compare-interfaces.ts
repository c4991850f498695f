import type { Difference, Findings, PageLine, Texts } from '../difference.ts';
import { matchAddress } from '../match-text.ts';

/** The addresses that `ip addr` and `ifconfig` print, by their interface. */
interface Interface {
  readonly name: string;
  readonly addresses: readonly { readonly line: number; readonly text: string }[];
}

/** Interfaces by their addresses; what the machine and the plugin choose (sizes, hardware addresses) does not matter. */
export function compareInterfaces({ printed, actual, bindings, known }: Texts): Findings {
  const mine = interfacesOf(printed);
  const theirs = interfacesOf(actual.map((text, index) => ({ line: index, text })));
  let result = bindings;
  const differences: Difference[] = [];
  for (const { name, addresses } of mine) {
    const other =
      theirs.find((each) => each.name === name) ??
      (isPodLink(name) ? theirs.find((each) => isPodLink(each.name)) : undefined);
    for (const [index, { line, text }] of addresses.entries()) {
      const found = other?.addresses[index];
      if (found === undefined) {
        if (isPodLink(name)) differences.push({ line, expected: text, actual: '', why: `${name} has no such address` });
        continue;
      }
      const match = matchAddress(text, found.text, { bindings: result, known, line });
      if (match.why === undefined) result = match.bindings;
      else
        differences.push({
          line,
          expected: text,
          actual: found.text,
          why: match.why === '' ? 'the address is another' : match.why,
        });
    }
  }
  return { bindings: result, differences };
}

function isPodLink(name: string): boolean {
  return /^(?:eth0|ens?\d|net0)/.test(name);
}

function interfacesOf(lines: readonly PageLine[]): readonly Interface[] {
  const found: { name: string; addresses: { line: number; text: string }[] }[] = [];
  for (const { line, text } of lines) {
    const start = /^(?:\d+: )?([A-Za-z][\w.-]*)(?:@\w+)?(?::|\s+Link encap)/.exec(text);
    if (start !== null) found.push({ name: start[1] ?? '', addresses: [] });
    const address = /\binet (?:addr:)?\s*((?:\d{1,3}\.){3}\d{1,3})/.exec(text)?.[1];
    if (address === undefined) continue;
    if (found.length === 0) found.push({ name: address.startsWith('127.') ? 'lo' : 'eth0', addresses: [] });
    found.at(-1)?.addresses.push({ line, text: address });
  }
  return found;
}
