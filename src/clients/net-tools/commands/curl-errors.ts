import { reasonPhrase } from '../../../engine/network/servers/index.ts';
import { CONNECT_SECONDS, connectError, UNREACHABLE_SECONDS } from '../errno.ts';
import type { Exchange } from '../fetch.ts';

/** The releases whose messages differ: CentOS 7, CentOS 8, Debian 12, and today's. */
export type CurlVersion = '7.29' | '7.61' | '7.88' | '8';

/** The release's own number, for the User-Agent header. */
export const CURL_RELEASES: Readonly<Record<CurlVersion, string>> = {
  '7.29': '7.29.0',
  '7.61': '7.61.1',
  '7.88': '7.88.1',
  '8': '8.14.1',
};

interface Times {
  readonly connect: number | undefined;
  readonly total: number | undefined;
}

interface Failure {
  readonly status: number;
  readonly message: string;
}

/**
 * How curl reports a connection that it did not get: the exit status and the text behind it. Times are those of a
 * machine without load (curl lib/connect.c, lib/multi.c; the texts of 7.88 are those of the real program).
 */
export function connectFailure(version: CurlVersion, { url, connection }: Exchange, times: Times): Failure {
  const { host, port } = url;
  if (connection.outcome === 'unresolved') return { status: 6, message: `Could not resolve host: ${host}` };
  if (connection.outcome === 'timeout') {
    const limit = Math.min(times.connect ?? Number.POSITIVE_INFINITY, times.total ?? Number.POSITIVE_INFINITY);
    if (limit < CONNECT_SECONDS) return timedOut(version, url, limit, times);
  }
  const why = connectError(connection.outcome, 'glibc');
  if (version === '7.29') return { status: 7, message: `Failed connect to ${host}:${port}; ${why}` };
  if (version === '7.61') return { status: 7, message: `Failed to connect to ${host} port ${port}: ${why}` };
  const waited =
    connection.outcome === 'refused' ? 0 : connection.outcome === 'timeout' ? CONNECT_SECONDS : UNREACHABLE_SECONDS;
  const could = version === '8' ? 'Could not' : "Couldn't";
  return {
    status: connection.outcome === 'timeout' ? 28 : 7,
    message: `Failed to connect to ${host} port ${port} after ${waited * 1000} ms: ${could} connect to server`,
  };
}

function timedOut(
  version: CurlVersion,
  { host, port }: { readonly host: string; readonly port: number },
  limit: number,
  times: Times,
): Failure {
  const waited = Math.round(limit * 1000) + 1;
  const byConnect = times.connect !== undefined && times.connect <= (times.total ?? Number.POSITIVE_INFINITY);
  if (version === '7.88' && byConnect) {
    return { status: 28, message: `Failed to connect to ${host} port ${port} after ${waited} ms: Timeout was reached` };
  }
  return { status: 28, message: `Connection timed out after ${waited} milliseconds` };
}

/** What `--fail` says of an HTTP status from 400 on. */
export function statusFailure(version: CurlVersion, status: number): string {
  const phrase = version === '7.29' || version === '7.61' ? ` ${reasonPhrase(status)}` : '';
  return `The requested URL returned error: ${status}${phrase}`.trimEnd();
}
