import type { CompiledSelector, Requirement } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';

const TERM =
  /^\s*(?:!\s*(?<absent>[^\s=!,()]+)|(?<key>[^\s=!,()]+)(?:\s*(?<operator>==|=|!=)\s*(?<value>[^\s=!,()]*)|\s+(?<set>in|notin)\s*\((?<values>[^()]*)\))?)\s*(?:,|$)/;

/**
 * Reads a label selector as `-l` takes it: `app=web,tier!=back`, `env in (dev,test)`, `app`, `!app`. Throws a KubectlError
 * for anything else (apimachinery pkg/labels/selector.go, Parse).
 */
export function parseSelector(text: string): CompiledSelector {
  const requirements: Requirement[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = TERM.exec(rest);
    if (match?.groups === undefined) throw new KubectlError(`unable to parse requirement: found '${rest}'`);
    requirements.push(requirement(match.groups));
    rest = rest.slice(match[0].length);
  }
  return { requirements, text };
}

function requirement(groups: Readonly<Record<string, string | undefined>>): Requirement {
  const { absent, key = '', operator, value = '', set, values = '' } = groups;
  if (absent !== undefined) return { key: absent, operator: 'DoesNotExist', values: [], path: [] };
  if (set !== undefined) {
    const list = values.split(',').map((each) => each.trim());
    return { key, operator: set === 'in' ? 'In' : 'NotIn', values: list, path: [] };
  }
  if (operator === undefined) return { key, operator: 'Exists', values: [], path: [] };
  return { key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value], path: [] };
}
