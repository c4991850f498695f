import { parseAddress } from '../../../model/index.ts';

/** Where a word of `forward` leads: a file of nameservers, or one server by its address. */
export type ForwardTarget = { readonly file: string } | { readonly address: string };

const TRANSPORTS: readonly string[] = ['dns', 'tls', 'quic', 'https'];

/**
 * Reads a word of `forward`: an address with transport, port and TLS name, or a file (coredns plugin/pkg/parse/host.go
 * HostPortOrFile). `undefined` where CoreDNS takes it for neither: a host name, before 1.14.4.
 */
export function readForwardTarget(word: string): ForwardTarget | undefined {
  const [, transport = 'dns', rest = ''] = /^(?:(\w+):\/\/)?(.*)$/.exec(word) ?? [];
  if (!TRANSPORTS.includes(transport)) return undefined;
  if (rest.startsWith('/')) return { file: rest };
  const bare = rest.replace(/%[^:\]]*/, '');
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(bare) ?? [];
  const address = bracketed ?? plain ?? bare;
  return parseAddress(address) === undefined ? undefined : { address };
}

/** What is wrong with a word of `forward`. */
export function forwardTarget(word: string): string | undefined {
  return readForwardTarget(word) === undefined ? `not an IP address or file: "${word}"` : undefined;
}
