import { type LinearRegExp, linearRegExp } from '../../../model/index.ts';

/** A regular expression of Go; `malformed` where Go does not compile it. */
export function goRegExp(pattern: string): LinearRegExp | 'malformed' {
  return linearRegExp(pattern) ?? 'malformed';
}
