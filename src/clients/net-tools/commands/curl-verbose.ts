import { formatSocket } from '../../../engine/model/index.ts';
import { type Exchange, headLines } from '../fetch.ts';
import type { Options } from '../options.ts';
import { CURL_RELEASES, type CurlVersion } from './curl-errors.ts';

/** What `-v` prints to standard error, in the form of 7.88. */
export function verboseLines(version: CurlVersion, { url, connection, reply }: Exchange, options: Options): string {
  const { ip, port } = connection;
  if (ip === undefined) return `* Could not resolve host: ${url.host}\n* Closing connection 0\n`;
  const lines = [`*   Trying ${formatSocket(ip, port)}...`];
  if (connection.outcome !== 'connected') return `${[...lines, '* Closing connection 0'].join('\n')}\n`;
  lines.push(`* Connected to ${url.host} (${ip}) port ${port} (#0)`);
  const method = options.value('-X') ?? (options.has('-I') ? 'HEAD' : options.has('-d') ? 'POST' : 'GET');
  const agent = options.value('-A') ?? `curl/${CURL_RELEASES[version]}`;
  const sent = [`${method} ${url.path} HTTP/1.1`, `Host: ${url.authority}`, `User-Agent: ${agent}`, 'Accept: */*'];
  lines.push(...sent.map((line) => `> ${line}`), '> ');
  if (reply?.kind === 'response') lines.push(...headLines(reply).map((line) => `< ${line}`), '< ');
  lines.push(`* Connection #0 to host ${url.host} left intact`);
  return `${lines.join('\n')}\n`;
}
