import type { PacketProtocol, Protocol } from '../engine/model/index.ts';
import { PROTOCOLS, parseAddress, SetupError } from '../engine/model/index.ts';
import type { HttpProbe } from '../engine/network/datapath/index.ts';
import { Phrase, type PhraseKind } from './phrase.ts';

/** Where a connection goes. `host` is what the client would resolve: a name, or an address without brackets. */
export interface Target {
  readonly host: string;
  /** 0 for ICMP, which has none. */
  readonly port: number;
  readonly protocol: PacketProtocol;
  /** What is asked there over HTTP; only then a gateway passes the connection on. */
  readonly http?: HttpProbe;
}

/** The ways to read a target. Which one is meant depends on the verb, so that there may be more than one. */
export interface TargetQuery {
  /** As a client reads it; absent for what is no URL and no `host:port`. */
  readonly url?: WrittenURL;
  /** `shop/web:80`, which no client could write: the Service of that name, else each pod of the workload. */
  readonly object?: WrittenObject;
}

/** A URL or `host:port`, in parts. */
export interface WrittenURL {
  /** In lower case. */
  readonly scheme?: string;
  /** With the brackets around an IPv6 address. */
  readonly host: string;
  /** As it was written; whether it is one is not checked here. */
  readonly port?: string;
  readonly protocol?: Protocol;
  /** What stands behind host and port, without a fragment, which is never sent. */
  readonly path: string;
}

/** `shop/web:80`, `shop/deployment/web:53/UDP`; without a port it is the URL of a path as well. */
export interface WrittenObject {
  readonly namespace: string;
  /** The word in front of the name; whether it is a kind is not checked here. */
  readonly kind?: string;
  readonly name: string;
  readonly port?: string;
  readonly protocol?: Protocol;
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

const URL_OR_SOCKET =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/\s]*@)?(\[[^\]\s]+\]|[^:/?#\s[\]]+)(?::([^/?#\s]*))?([/?][^#]*)?(?:#.*)?$/i;

/** `kube-dns.kube-system:53/UDP`, as traces print it. A URL has a path there. */
const WITH_PROTOCOL = /^([^/]+:\d+)\/(TCP|UDP|SCTP)$/i;

const OBJECT = /^([a-z0-9-]+)\/(?:([a-z]+)\/)?([a-z0-9.-]+):(\d+)(?:\/(TCP|UDP|SCTP))?$/i;
const OBJECT_WITHOUT_PORT = /^([a-z0-9-]+)\/([a-z0-9./-]+)$/i;

/** A URL, `host:port`, or `namespace/name:port`. */
export const target: PhraseKind<Phrase<TargetQuery>> = { patterns: [/[^\s"]+/], read: readTarget };

/** Reads a target in each way in which it can be; what is wrong with it is told once somebody asks for one of them. */
export function readTarget(text: string): Phrase<TargetQuery> {
  const url = readURL(text.trim());
  const object = readObject(text);
  return new Phrase(text, {
    ...(url === undefined ? {} : { url }),
    ...(object === undefined ? {} : { object }),
  });
}

/** The target for a port of an object that somebody found. */
export function objectTarget(object: Omit<WrittenObject, 'port'> & { readonly port: number }): Phrase<TargetQuery> {
  const { namespace, kind, name, port, protocol } = object;
  const where = `${namespace}/${kind === undefined ? '' : `${kind}/`}${name}:${port}`;
  return new Phrase(protocol === undefined ? where : `${where}/${protocol}`, {
    object: { ...object, port: `${port}` },
  });
}

function readURL(text: string): WrittenURL | undefined {
  const [, plain = text, protocolName] = WITH_PROTOCOL.exec(text) ?? [];
  const [, scheme, host, port, path = ''] = URL_OR_SOCKET.exec(plain) ?? [];
  if (host === undefined || (plain.includes('://') && scheme === undefined)) return undefined;
  if (parseAddress(plain)?.family === 6) return undefined;
  const protocol = protocolNamed(protocolName);
  return {
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    host,
    ...(port === undefined || port === '' ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    path: path.trim(),
  };
}

function readObject(text: string): WrittenObject | undefined {
  const [, namespace, kind, name, port, protocolName] = OBJECT.exec(text) ?? [];
  if (namespace === undefined || name === undefined || port === undefined) {
    const [, ofPath, path] = OBJECT_WITHOUT_PORT.exec(text) ?? [];
    return ofPath === undefined || path === undefined ? undefined : { namespace: ofPath, name: path };
  }
  const protocol = protocolNamed(protocolName);
  return {
    namespace,
    ...(kind === undefined ? {} : { kind }),
    name,
    port,
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/**
 * Reads a URL or `host:port` as curl would: the port defaults from the scheme, and the scheme is http; `host:port/UDP`
 * says its protocol. A bare IPv6 address needs its brackets. ICMP goes to a host alone. Throws a SetupError that says what
 * is wrong with it.
 */
export function parseTarget(written: string | Phrase<TargetQuery>, protocol: PacketProtocol = 'TCP'): Target {
  const text = String(written);
  if (protocol === 'ICMP') return { host: pingHost(text), port: 0, protocol };
  const { url } = (typeof written === 'string' ? readTarget(written) : written).means;
  if (url === undefined) {
    const plain = text.trim();
    throw new SetupError(`"${text}" is no URL and no host:port`, {
      hint: parseAddress(plain) === undefined ? 'write mariadb:3306 or http://web.shop/path' : `write [${plain}]:80`,
    });
  }
  const host = url.host.replace(/^\[|\]$/g, '');
  if (url.host.startsWith('[') && parseAddress(host)?.family !== 6) {
    throw new SetupError(`"${text}": ${host} is no IPv6 address`, { hint: 'only IPv6 addresses stand in brackets' });
  }
  return { host, port: portOf(text, url.scheme ?? 'http', url.port), protocol: url.protocol ?? protocol };
}

/** The port and the protocol of an object's target. Throws a SetupError for a number that no port has. */
export function portOfObject(text: string, object: WrittenObject): Pick<Target, 'port' | 'protocol'> {
  return { port: portOf(text, 'http', object.port), protocol: object.protocol ?? 'TCP' };
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
  if (written === undefined) {
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
