import { EPOCH, parseAddress, SetupError } from '../../../engine/model/index.ts';
import { reasonPhrase } from '../../../engine/network/servers/index.ts';
import { connectError } from '../errno.ts';
import { byteLength, type Exchange, fetchUrl, headLines } from '../fetch.ts';
import type { Machine } from '../machine.ts';
import { type Options, readOptions, secondsOf } from '../options.ts';
import { type CommandOutput, failed, joined, printed, unknowable } from '../output.ts';
import { parseUrl, type Url } from '../url.ts';

const OPTIONS = {
  flags: ['-q --quiet', '-nv --no-verbose', '-S --server-response', '--spider', '--no-check-certificate', '--no-proxy'],
  values: [
    '-O --output-document',
    '-T --timeout',
    '-t --tries',
    '--connect-timeout',
    '-U --user-agent',
    '--header',
    '--post-data',
  ],
};

const DEFAULT_TRIES = 20;

/** Curlew has no clock: every line bears the same time. */
const NOW: string = EPOCH.replace('T', ' ').replace('Z', '');

/** GNU Wget 1.21 in a UTF-8 locale (https://www.gnu.org/software/wget/manual/wget.html); times and speeds are not known. */
export function gnuWget(machine: Machine, args: readonly string[]): CommandOutput {
  const options = readOptions('wget', args, OPTIONS);
  if (options.operands.length === 0) {
    return failed(1, "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n");
  }
  const output = joined(options.operands.map((text) => download(machine, options, text)));
  return options.has('-q') ? { ...output, stderr: '' } : output;
}

function download(machine: Machine, options: Options, text: string): CommandOutput {
  const url = parseUrl(text);
  if (url === undefined) throw new SetupError(`wget "${text}": only http and https are simulated`);
  const exchange = fetchUrl(machine, url, { method: options.has('--spider') ? 'HEAD' : 'GET' });
  const { connection, reply } = exchange;
  if (connection.outcome === 'unknown') return unknowable(connection.because);
  const spider = options.has('--spider') ? 'Spider mode enabled. Check if remote file exists.\n' : '';
  const start = `${spider}--${NOW}--  ${url.scheme}://${url.authority}${url.path}\n`;
  if (reply === undefined) return notConnected(machine, options, exchange, start);
  if (reply.kind === 'unknown') return unknowable(reply.because);
  const request = `${start}${resolving(exchange)}${connecting(exchange)}connected.\nHTTP request sent, awaiting response... `;
  const lines = headLines(reply).map((line) => `  ${line}`);
  const status = options.has('-S') ? `\n${lines.join('\n')}\n` : `${reply.status} ${reasonPhrase(reply.status)}\n`;
  const head = request + status;
  if (reply.location !== undefined) {
    const next = download(machine, options, reply.location);
    return { ...next, stderr: `${head}Location: ${reply.location} [following]\n${next.stderr}` };
  }
  if (reply.status >= 400) return failed(8, head + failure(options, reply.status));
  const type = reply.contentType.replace(/;.*/, '');
  return saved(options, url, `${head}${length(reply.body)} [${type}]\n`, reply.body);
}

function resolving({ url, connection }: Exchange): string {
  return parseAddress(url.host) === undefined ? `Resolving ${url.host} (${url.host})... ${connection.ip ?? ''}\n` : '';
}

function connecting({ url, connection }: Exchange): string {
  const { host, port } = url;
  return parseAddress(host) === undefined
    ? `Connecting to ${host} (${host})|${connection.ip}|:${port}... `
    : `Connecting to ${host}:${port}... `;
}

function notConnected(machine: Machine, options: Options, exchange: Exchange, start: string): CommandOutput {
  const { url, connection } = exchange;
  if (connection.ip === undefined) {
    const reason = `Resolving ${url.host} (${url.host})... failed: Name or service not known.\n`;
    return failed(4, `${start}${reason}wget: unable to resolve host address ‘${url.host}’\n`);
  }
  const attempt = `${connecting(exchange)}failed: ${connectError(connection.outcome, machine.libc)}.\n`;
  const first = `${start}${resolving(exchange)}${attempt}`;
  // Only a timeout is tried again, neither a refusal nor an unreachable host.
  if (connection.outcome !== 'timeout') return failed(4, first);
  const tries = secondsOf('wget', options.value('-t') ?? String(DEFAULT_TRIES)) || DEFAULT_TRIES;
  const again = Array.from({ length: tries - 1 }, (_, index) => {
    const number = String(index + 2).padStart(2);
    return `Retrying.\n\n--${NOW}--  (try:${number})  ${url.scheme}://${url.authority}${url.path}\n${attempt}`;
  });
  return failed(4, `${first}${again.join('')}Giving up.\n\n`);
}

function failure(options: Options, status: number): string {
  if (options.has('--spider')) return 'Remote file does not exist -- broken link!!!\n\n';
  return `${NOW} ERROR ${status}: ${reasonPhrase(status)}.\n\n`;
}

function length(body: string): string {
  const bytes = byteLength(body);
  return `Length: ${bytes}${bytes < 1024 ? '' : ` (${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)}K)`}`;
}

function saved(options: Options, url: Url, head: string, body: string): CommandOutput {
  const bytes = byteLength(body);
  if (options.has('--spider')) return printed('', { stderr: `${head}Remote file exists.\n\n` });
  const last = url.path.split('/').at(-1) ?? '';
  const file = options.value('-O') ?? (last === '' ? 'index.html' : last);
  const isStdout = file === '-';
  if (options.has('-nv')) {
    const stderr = `${NOW} URL:${url.scheme}://${url.authority}${url.path} [${bytes}/${bytes}] -> "${file}" [1]\n`;
    return printed(isStdout ? body : '', { stderr });
  }
  const progress = `\n     0K${' '.repeat(55)}100% 0.00 =0s\n\n`;
  const end = isStdout ? `written to stdout [${bytes}/${bytes}]` : `‘${file}’ saved [${bytes}/${bytes}]`;
  const stderr = `${head}Saving to: ‘${isStdout ? 'STDOUT' : file}’\n${progress}${NOW} (0.00 B/s) - ${end}\n\n`;
  return printed(isStdout ? body : '', { stderr });
}
