import { formatSocket, SetupError } from '../../../engine/model/index.ts';
import { CONNECT_SECONDS, connectError } from '../errno.ts';
import { byteLength, type Exchange, fetchUrl, headLines, statusLine } from '../fetch.ts';
import type { Machine } from '../machine.ts';
import { type Options, readOptions, secondsOf } from '../options.ts';
import { type CommandOutput, failed, joined, printed, unknowable } from '../output.ts';
import { parseUrl, type Url } from '../url.ts';

const OPTIONS = {
  flags: ['-q --quiet', '-S --server-response', '-c --continue', '--spider', '--no-check-certificate', '--no-cache'],
  values: [
    '-O --output-document',
    '-P --directory-prefix',
    '-T --timeout',
    '-t --tries',
    '-Y --proxy',
    '-U --user-agent',
    '--header',
    '--post-data',
  ],
};

/** The time after which wget gives up where no -T is given, in seconds. */
const DEFAULT_TIMEOUT = 900;

/** BusyBox's wget (busybox networking/wget.c); `old` up to 1.28, which tells less. */
export function busyboxWget(release: 'old' | 'current'): (machine: Machine, args: readonly string[]) => CommandOutput {
  return (machine, args) => {
    const options = readOptions('wget', args, OPTIONS);
    if (options.operands.length === 0) throw new SetupError('wget takes a URL');
    return joined(options.operands.map((text) => download(machine, options, text, release)));
  };
}

function download(machine: Machine, options: Options, text: string, release: 'old' | 'current'): CommandOutput {
  const url = parseUrl(text);
  if (url === undefined) return failed(1, `wget: not an http or ftp url: ${text}\n`);
  const exchange = fetchUrl(machine, url, { method: options.value('--post-data') === undefined ? 'GET' : 'POST' });
  const { connection, reply } = exchange;
  if (connection.outcome === 'unknown') return unknowable(connection.because);
  if (connection.ip === undefined) return failed(1, `wget: bad address '${url.authority}'\n`);
  const start = options.has('-q')
    ? ''
    : `Connecting to ${url.authority} (${formatSocket(connection.ip, connection.port)})\n`;
  if (reply === undefined) return failed(1, `${start}wget: ${connectMessage(machine, options, exchange)}\n`);
  if (reply.kind === 'unknown') return { ...unknowable(reply.because), stderr: start };
  if (reply.location !== undefined) return follow(machine, options, reply.location, start, release);
  if (reply.status < 200 || reply.status >= 400) {
    return failed(1, `${start}wget: server returned error: ${statusLine(reply.status)}\n`);
  }
  const response = options.has('-S')
    ? `${headLines(reply)
        .map((line) => `  ${line}`)
        .join('\n')}\n`
    : '';
  return saved(options, url, start + response, reply.body, release);
}

function follow(
  machine: Machine,
  options: Options,
  location: string,
  start: string,
  release: 'old' | 'current',
): CommandOutput {
  const next = download(machine, options, location, release);
  return { ...next, stderr: start + next.stderr };
}

function connectMessage(machine: Machine, options: Options, { connection }: Exchange): string {
  const text = options.value('-T');
  const limit = text === undefined ? DEFAULT_TIMEOUT : secondsOf('wget', text) || Number.POSITIVE_INFINITY;
  if (connection.outcome === 'timeout' && limit < CONNECT_SECONDS) return 'download timed out';
  return `can't connect to remote host (${connection.ip}): ${connectError(connection.outcome, machine.libc)}`;
}

function saved(options: Options, url: Url, start: string, body: string, release: 'old' | 'current'): CommandOutput {
  const quiet = options.has('-q');
  if (options.has('--spider')) {
    return printed('', { stderr: quiet ? start : `${start}remote file exists\n` });
  }
  const last = url.path.replace(/\?.*/, '').split('/').at(-1) ?? '';
  const file = options.value('-O') ?? (last === '' ? 'index.html' : last);
  const isStdout = file === '-';
  const tells = !quiet && release === 'current';
  const opening = tells ? (isStdout ? 'writing to stdout\n' : `saving to '${file}'\n`) : '';
  const closing = tells ? (isStdout ? 'written to stdout\n' : `'${file}' saved\n`) : '';
  const progress = quiet ? '' : progressLine(file, byteLength(body));
  return printed(isStdout ? body : '', { stderr: `${start}${opening}${progress}${closing}` });
}

/** The bar of a finished download; the time that is left is always 0 (busybox libbb/progress.c). */
function progressLine(file: string, bytes: number): string {
  return `${file.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${String(bytes).padStart(5)}  0:00:00 ETA\n`;
}
