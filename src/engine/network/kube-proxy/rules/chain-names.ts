import { qualifiedName, sha256 } from '../../../model/index.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ProxiedPort } from '../proxied-port.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The longest name that nftables takes, 256, less room for a prefix (chainNameBaseLengthMax). */
const LONGEST_BASE = 240;

/** `namespace/name:port`, without the colon for an unnamed port (ServicePortName.String, kubernetes pkg/proxy/types.go). */
export function portName({ service, name }: ProxiedPort): string {
  return name === '' ? qualifiedName(service.ref) : `${qualifiedName(service.ref)}:${name}`;
}

/** The end of the names of a port's chains in iptables mode: KUBE-SVC-XPGD46QRK7WJZT7O (portProtoHash). */
export function portHash(port: ProxiedPort): string {
  return base32Hash(`${portName(port)}${port.protocol.toLowerCase()}`, 16);
}

/** The chain of an endpoint in iptables mode: KUBE-SEP-SXIVWICOYRO3J4NJ (servicePortEndpointChainName). */
export function endpointChain(port: ProxiedPort, socket: string): string {
  return `KUBE-SEP-${base32Hash(`${portName(port)}${port.protocol.toLowerCase()}${socket}`, 16)}`;
}

/** The end of the names of a port's chains in nftables mode: ULMVA6XW-ns1/svc1/tcp/p80 (servicePortChainNameBase). */
export function portChainBase(port: ProxiedPort): string {
  return hashAndTruncate(portPath(port));
}

/**
 * The end of the names of an endpoint's chain and set in nftables mode: 5OJB2KTY-ns1/svc1/tcp/p80__10.180.0.1/80; the
 * colons of IPv6 are dots there (servicePortEndpointChainNameBase).
 */
export function endpointChainBase(port: ProxiedPort, endpoint: Endpoint): string {
  return hashAndTruncate(`${portPath(port)}__${endpoint.ip.text.replaceAll(':', '.')}/${endpoint.port}`);
}

function portPath({ service, name, protocol }: ProxiedPort): string {
  return `${qualifiedName(service.ref)}/${protocol.toLowerCase()}/${name}`;
}

function hashAndTruncate(name: string): string {
  const full = `${base32Hash(name, 8)}-${name}`;
  return full.length > LONGEST_BASE ? `${full.slice(0, LONGEST_BASE - 3)}...` : full;
}

/** The first characters of the SHA-256 of a text, in the base 32 of RFC 4648. */
function base32Hash(text: string, length: number): string {
  let encoded = '';
  let bits = 0;
  let held = 0;
  for (const byte of sha256(text)) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) encoded += BASE32.charAt((held >> (bits - 5)) & 31);
    if (encoded.length >= length) break;
  }
  return encoded.slice(0, length);
}
