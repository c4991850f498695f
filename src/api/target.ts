import type { PacketProtocol, Protocol } from '../engine/model/index.ts';
import { PROTOCOLS, parseAddress, SetupError } from '../engine/model/index.ts';
import type { HttpProbe } from '../engine/network/datapath/index.ts';

/** Where a connection goes. `host` is what the client would resolve: a name, or an address without brackets. */
export interface Target {
  readonly host: string;
  /** 0 for ICMP, which has none. */
  readonly port: number;
  readonly protocol: PacketProtocol;
  /** What is asked there over HTTP; only then a gateway passes the connection on. */
  readonly http?: HttpProbe;
}

/** The ports of the schemes that people write in specs (IANA service names). */
const SCHEME_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  ftp: 21,
  ssh: 22,
  dns: 53,
  ldap: 389,
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  amqp: 5672,
  mongodb: 27017,
  nats: 4222,
  grpc: 80,
};

const TARGET =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/\s]*@)?(\[[^\]\s]+\]|[^:/?#\s[\]]+)(?::([^/?#\s]*))?(?:[/?#].*)?$/i;

/** `kube-dns.kube-system:53/UDP`, as traces print it. A URL has a path there. */
const WITH_PROTOCOL = /^([^/]+:\d+)\/(TCP|UDP|SCTP)$/i;

/**
 * Reads a URL or `host:port` as curl would: the port defaults from the scheme, and the scheme is http; `host:port/UDP`
 * says its protocol. A bare IPv6 address needs its brackets. ICMP goes to a host alone. Throws a SetupError that says what
 * is wrong with it.
 */
export function parseTarget(text: string, protocol: PacketProtocol = 'TCP'): Target {
  if (protocol === 'ICMP') return { host: pingHost(text), port: 0, protocol };
  const [, plain = text.trim(), written] = WITH_PROTOCOL.exec(text.trim()) ?? [];
  const match = TARGET.exec(plain);
  const noURL = plain.includes('://') && match?.[1] === undefined;
  if (match === null || noURL || parseAddress(plain)?.family === 6) {
    throw new SetupError(`"${text}" is no URL and no host:port`, {
      hint: parseAddress(plain) === undefined ? 'write mariadb:3306 or http://web.shop/path' : `write [${plain}]:80`,
    });
  }
  const [, scheme = 'http', hostText = '', port] = match;
  const host = hostText.replace(/^\[|\]$/g, '');
  if (hostText.startsWith('[') && parseAddress(host)?.family !== 6) {
    throw new SetupError(`"${text}": ${host} is no IPv6 address`, { hint: 'only IPv6 addresses stand in brackets' });
  }
  return { host, port: portOf(text, scheme.toLowerCase(), port), protocol: protocolNamed(written) ?? protocol };
}

/** What ping is given: a name or an address, without port, scheme or path. */
function pingHost(text: string): string {
  const host = text.trim().replace(/^\[(.*)\]$/, '$1');
  if (parseAddress(host) !== undefined || /^[^\s:/?#[\]]+$/.test(host)) return host;
  throw new SetupError(`"${text}" is no host`, { hint: 'ping takes a name or an address; ICMP has no ports' });
}

function protocolNamed(text: string | undefined): Protocol | undefined {
  return PROTOCOLS.find((each) => each === text?.toUpperCase());
}

function portOf(text: string, scheme: string, written: string | undefined): number {
  if (written === undefined || written === '') {
    const port = SCHEME_PORTS[scheme];
    if (port !== undefined) return port;
    throw new SetupError(`"${text}": the scheme ${scheme} has no default port`, { hint: 'write the port' });
  }
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port < 1 || port > 65535) {
    throw new SetupError(`"${text}": ${written} is no port`, { hint: 'a port is a number from 1 to 65535' });
  }
  return port;
}
