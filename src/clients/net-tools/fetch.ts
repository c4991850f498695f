import { type HttpReply, type HttpResponse, reasonPhrase, replyOn } from '../../engine/network/servers/index.ts';
import { type Connection, connect, type Machine } from './machine.ts';
import type { Url } from './url.ts';

/** A request over the cluster's network: the connection, and the reply where somebody accepted it. */
export interface Exchange {
  readonly url: Url;
  readonly connection: Connection;
  readonly reply: HttpReply | undefined;
}

export interface Request {
  readonly method: string;
  /** The Host header, where it is not the URL's own. */
  readonly host?: string | undefined;
}

/**
 * Sends an HTTP request. What a server says under TLS is unknown: the model has no certificates. A gateway whose backend
 * does not answer has accepted the connection all the same.
 */
export function fetchUrl(machine: Machine, url: Url, { method, host = url.authority }: Request): Exchange {
  const { host: name, port, path } = url;
  const scheme = url.scheme === 'https' ? 'https' : 'http';
  const opened = connect(machine, { host: name, port, protocol: 'TCP', http: { scheme, host, path } });
  const { branch } = opened;
  const connection: Connection = branch.response === undefined ? opened : { ...opened, outcome: 'connected' };
  if (connection.outcome !== 'connected') return { url, connection, reply: undefined };
  if (scheme === 'https') return { url, connection, reply: { kind: 'unknown', because: 'TLS is not modelled' } };
  const reply = replyOn(machine.view, branch, { method, path, host });
  return { url, connection, reply };
}

/**
 * The first lines of a response, without the empty one behind them. Date and other headers that the server adds are left
 * out: nobody knows them.
 */
export function headLines(response: HttpResponse): readonly string[] {
  const { status, server, contentType, body, location } = response;
  return [
    statusLine(status),
    ...(server === undefined ? [] : [`Server: ${server}`]),
    ...(location === undefined ? [] : [`Location: ${location}`]),
    `Content-Type: ${contentType}`,
    `Content-Length: ${byteLength(body)}`,
  ];
}

/** `HTTP/1.1 200 OK`. */
export function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${reasonPhrase(status)}`.trimEnd();
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
