import { isIP } from 'node:net';
import { formatSocket, SetupError } from '../../engine/model/index.ts';

/** Where to listen. Port 0 stands for any free one. */
export interface ListenAddress {
  readonly address: string;
  readonly port: number;
}

/** Unless another address is named, nobody but this machine is served. */
const LOOPBACK = '127.0.0.1';

/**
 * Reads `127.0.0.1:5353`, `[::1]:5353`, `localhost:5353`, and `:5353` or `5353` for the loopback address. Throws a
 * SetupError for anything else.
 */
export function parseListenAddress(text: string): ListenAddress {
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]*)\]:|([^:]*):)?(\d{1,5})$/.exec(text) ?? [];
  const named = bracketed ?? plain ?? '';
  const address = named === '' || named === 'localhost' ? LOOPBACK : named;
  const port = Number(digits);
  if (digits !== '' && port <= 65535 && isIP(address) === (bracketed === undefined ? 4 : 6)) return { address, port };
  throw new SetupError(`"${text}" is no address to listen on`, {
    hint: 'it is written like 127.0.0.1:5353 or [::1]:5353',
  });
}

/** Prints the address as it is read. */
export function formatListenAddress({ address, port }: ListenAddress): string {
  return formatSocket(address, port);
}
