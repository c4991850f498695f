import { NotModelled } from '../../../engine/model/index.ts';
import { byteLength } from '../fetch.ts';
import type { Transfer } from './curl-transfer.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** What `--write-out` prints (curl src/tool_writeout.c). Throws a SetupError for a variable that is not simulated. */
export function writeOut(format: string | undefined, url: string, transfer: Transfer): string {
  if (format === undefined) return '';
  const variables = variablesOf(url, transfer);
  return format.replace(/\\([nrt])|%%|%\{(\w+)\}/g, (found, control, name) => {
    if (control !== undefined) return ESCAPES[control] ?? '';
    if (name === undefined) return '%';
    const value = variables[name];
    if (value !== undefined) return value;
    throw new NotModelled(`curl --write-out "${found}" is not simulated`, {
      hint: `supported: ${Object.keys(variables).join(', ')}; times are not modelled`,
    });
  });
}

function variablesOf(url: string, { exchange, status, message }: Transfer): Readonly<Record<string, string>> {
  const connection = exchange?.connection;
  const reply = exchange?.reply?.kind === 'response' ? exchange.reply : undefined;
  const connected = connection?.outcome === 'connected';
  const code = String(reply?.status ?? 0).padStart(3, '0');
  return {
    http_code: code,
    response_code: code,
    content_type: reply?.contentType ?? '',
    size_download: String(byteLength(reply?.body ?? '')),
    redirect_url: reply?.location ?? '',
    remote_ip: connected ? (connection.ip ?? '') : '',
    remote_port: connected ? String(connection.port) : '0',
    url,
    url_effective: url.includes('://') ? url : `http://${url}${url.includes('/') ? '' : '/'}`,
    exitcode: String(status),
    errormsg: message,
    scheme: connected ? (exchange?.url.scheme.toUpperCase() ?? '') : '',
  };
}
