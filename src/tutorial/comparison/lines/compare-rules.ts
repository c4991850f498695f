import type { Findings, Texts } from '../difference.ts';
import { compareLines } from './compare-lines.ts';

/**
 * Rules of `iptables-save` by what they match and do: the order of their options, modules, comments and `/32` are another
 * in each version of iptables and kube-proxy, and so is whether a rule marks itself or jumps to the chain that does.
 */
export function compareRules(texts: Texts): Findings {
  const pages = new Map<string, string>();
  const clusters = new Map<string, string>();
  const plain = (text: string, written: Map<string, string>) => {
    const rule = ruleOf(text);
    if (!written.has(rule)) written.set(rule, text.trim());
    return rule;
  };
  const { bindings, differences } = compareLines(
    {
      ...texts,
      printed: texts.printed.map(({ line, text }) => ({ line, text: plain(text, pages) })),
      actual: texts.actual.map((text) => plain(text, clusters)),
    },
    { isSet: true, isPart: true },
  );
  return {
    bindings,
    differences: differences.map((each) => ({
      ...each,
      expected: pages.get(each.expected) ?? each.expected,
      actual: clusters.get(each.actual) ?? each.actual,
    })),
  };
}

/** A rule with its options in one order; any other line as it is. */
function ruleOf(text: string): string {
  const rule = text.trim();
  if (!rule.startsWith('-A ')) return rule;
  const [, chain = '', rest = ''] = /^-A (\S+) ?(.*)$/.exec(rule) ?? [];
  const target = /(?:^| )(-j .*)$/.exec(rest)?.[1] ?? '';
  const matches = rest
    .slice(0, rest.length - target.length)
    .replaceAll(/(?:^| )-m \S+/g, '')
    .replaceAll(/(?:^| )--comment (?:"[^"]*"|\S+)/g, '')
    .replaceAll(/(\d)\/32\b/g, '$1')
    .trim()
    .split(/ (?=(?:! )?-)/)
    .filter((each) => each !== '')
    .sort();
  return ['-A', chain, ...matches, targetOf(chain, target)].join(' ');
}

/** Until 1.2 the rules of a Service marked packets themselves. */
function targetOf(chain: string, target: string): string {
  return /^KUBE-(?:SEP|SVC)-/.test(chain) && /^-j MARK --set-x?mark 0x0*4000/.test(target)
    ? '-j KUBE-MARK-MASQ'
    : target;
}
