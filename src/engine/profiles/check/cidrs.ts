import type { Cidr, FieldPath } from '../../model/index.ts';
import { formatCidr, parseAddress, parseCidr } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';

/** The blocks among the texts; what is none is left to `checkCidrPair`. */
export function readCidrs(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseCidr(text) ?? []);
}

/** Checks a field that holds one CIDR, or an IPv4 and an IPv6 one. */
export function* checkCidrPair(texts: readonly string[], path: FieldPath): Generator<ClusterProblem> {
  for (const text of texts) yield* checkCidr(text, path);
  const families = new Set(readCidrs(texts).map(({ family }) => family));
  if (texts.length <= 1 || (texts.length === 2 && families.size !== 1)) return;
  yield {
    path,
    code: 'cidr-pair',
    message: `"${texts.join(',')}" is neither one CIDR nor an IPv4 and an IPv6 one`,
    hint: 'dual stack is one CIDR of each family: 10.244.0.0/16,fd00:10:244::/56',
  };
}

/** Checks one CIDR as StrictIPCIDRValidation does: no bits set beyond the prefix. */
export function* checkCidr(text: string, path: FieldPath): Generator<ClusterProblem> {
  const cidr = parseCidr(text);
  if (cidr === undefined) {
    const hint =
      parseAddress(text) === undefined ? 'a CIDR is written like 10.244.0.0/16' : `add its prefix: ${text}/24`;
    yield { path, code: 'cidr-malformed', message: `"${text}" is no CIDR`, hint };
    return;
  }
  if (parseAddress(text.slice(0, text.indexOf('/')))?.value === cidr.first) return;
  yield {
    path,
    code: 'cidr-host-bits',
    message: `${text} has bits set beyond its prefix`,
    hint: `did you mean ${formatCidr(cidr)}?`,
  };
}

/** Checks one address. */
export function* checkAddress(text: string, path: FieldPath): Generator<ClusterProblem> {
  if (parseAddress(text) !== undefined) return;
  yield { path, code: 'address-malformed', message: `"${text}" is no IP address` };
}
