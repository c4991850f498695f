import { type Nameserver, type Rcode, SetupError } from '../engine/model/index.ts';

type Otherwise = NonNullable<Nameserver['otherwise']>;

const CODES: readonly string[] = ['NXDOMAIN', 'NODATA', 'SERVFAIL', 'REFUSED'] satisfies readonly Otherwise[];

/** What a nameserver answers to names that it does not know, as a sentence has it. Throws a SetupError for any other code. */
export function nameserverCode(code: Rcode | 'NODATA'): NonNullable<Nameserver['otherwise']> {
  if (isOtherwise(code)) return code;
  throw new SetupError(`a nameserver does not answer ${code}: there are ${CODES.join(', ')}`);
}

function isOtherwise(code: string): code is Otherwise {
  return CODES.includes(code);
}
