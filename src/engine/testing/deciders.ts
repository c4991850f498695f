import type { Decision } from '../model/index.ts';
import { formatFieldPath, formatRef } from '../model/index.ts';

/** What decided, a line for each: its part, the object, and the fields of it: `decides Service shop/web spec.ports[0]`. */
export function decidersTold({ decidedBy = [] }: Pick<Decision, 'decidedBy'>): readonly string[] {
  return decidedBy.map(({ part, rule, fields }) => {
    const paths = fields.filter(({ path }) => path.length > 0).map(({ path }) => formatFieldPath(path));
    return [part, formatRef(rule.ref), ...paths].join(' ');
  });
}
