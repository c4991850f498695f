import type { CompiledSelector, LabelSelector } from '../../../model/index.ts';
import { compileSelector } from '../../../model/index.ts';

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

/**
 * Reads a label selector in one line, as kubectl takes it: `app=web, tier in (a,b), !legacy`. `undefined` where it is
 * none (apimachinery pkg/apis/meta/v1 ParseToLabelSelector).
 */
export function parseLabelExpression(text: string): CompiledSelector | undefined {
  const parts = text.split(/,(?![^(]*\))/).map((part) => readRequirement(part.trim()));
  const matchExpressions = parts.flatMap((part) => part ?? []);
  return matchExpressions.length < parts.length ? undefined : compileSelector({ matchExpressions });
}

function readRequirement(text: string): Expression | undefined {
  const equal = /^([\w./-]+)\s*(!=|==|=)\s*([\w.-]*)$/.exec(text);
  if (equal !== null) {
    const [, key = '', sign, value = ''] = equal;
    return { key, operator: sign === '!=' ? 'NotIn' : 'In', values: [value] };
  }
  const among = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (among !== null) {
    const [, key = '', word, values = ''] = among;
    return { key, operator: word === 'in' ? 'In' : 'NotIn', values: values.split(',').map((value) => value.trim()) };
  }
  const there = /^(!?)\s*([\w./-]+)$/.exec(text);
  return there === null ? undefined : { key: there[2] ?? '', operator: there[1] === '!' ? 'DoesNotExist' : 'Exists' };
}
