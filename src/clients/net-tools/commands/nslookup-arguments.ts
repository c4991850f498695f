import type { RecordType } from '../../../engine/model/index.ts';
import { NotModelled, SetupError } from '../../../engine/model/index.ts';

export interface NslookupArguments {
  readonly name: string;
  readonly server: string | undefined;
  readonly type: RecordType | undefined;
}

const TYPES: readonly RecordType[] = ['A', 'AAAA', 'CNAME', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'];

/** Reads `[-type=TYPE] NAME [SERVER]`. Throws a SetupError for the interactive mode and for other options. */
export function nslookupArguments(args: readonly string[]): NslookupArguments {
  const options = args.filter((word) => word.startsWith('-'));
  const [name, server, ...more] = args.filter((word) => !word.startsWith('-'));
  if (name === undefined)
    throw new NotModelled('the interactive mode of nslookup is not simulated', { hint: 'give it a name' });
  if (more.length > 0) throw new SetupError('nslookup takes a name and a server');
  let type: RecordType | undefined;
  for (const option of options) {
    const written = /^-(?:type|querytype|query|q|ty)=(\w+)$/.exec(option)?.[1];
    if (written !== undefined) type = recordType('nslookup', written);
    else if (!/^-(?:timeout|retry|t)=\d+$/.test(option)) {
      throw new NotModelled(`nslookup ${option} is not simulated`, {
        hint: 'supported: -type=TYPE; -timeout=N; -retry=N',
      });
    }
  }
  return { name, server, type };
}

/** A record type by its name. Throws a SetupError for one that the model does not have. */
export function recordType(command: string, text: string): RecordType {
  const type = TYPES.find((each) => each === text.toUpperCase());
  if (type !== undefined) return type;
  throw new NotModelled(`${command}: records of type ${text} are not modelled`, {
    hint: `known are: ${TYPES.join(', ')}`,
  });
}
