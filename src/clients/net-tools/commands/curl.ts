import { SetupError } from '../../../engine/model/index.ts';
import { type Exchange, fetchUrl, headLines } from '../fetch.ts';
import type { Machine } from '../machine.ts';
import { type Options, readOptions, secondsOf } from '../options.ts';
import { type CommandOutput, failed, joined, printed, unknowable } from '../output.ts';
import { parseUrl, type Url } from '../url.ts';
import { type CurlVersion, connectFailure, statusFailure } from './curl-errors.ts';
import type { Transfer } from './curl-transfer.ts';
import { verboseLines } from './curl-verbose.ts';
import { writeOut } from './curl-write-out.ts';

const OPTIONS = {
  flags: [
    '-s --silent',
    '-S --show-error',
    '-f --fail',
    '-v --verbose',
    '-I --head',
    '-i --include',
    '-L --location',
    '-k --insecure',
    '-g --globoff',
    '-N --no-buffer',
    '-O --remote-name',
    '--http1.1',
  ],
  values: [
    '-o --output',
    '-w --write-out',
    '-m --max-time',
    '--connect-timeout',
    '-H --header',
    '-A --user-agent',
    '-X --request',
    '-d --data',
    '--noproxy',
  ],
};

/** curl of some version. The progress meter, which no one sees on a terminal, is left out. https://curl.se/docs/manpage.html */
export function curl(version: CurlVersion): (machine: Machine, args: readonly string[]) => CommandOutput {
  return (machine, args) => {
    const options = readOptions('curl', args, OPTIONS);
    if (options.operands.length === 0) {
      return failed(2, "curl: try 'curl --help' or 'curl --manual' for more information\n");
    }
    return joined(options.operands.map((text) => transfer(machine, version, options, text)));
  };
}

const MOST_REDIRECTS = 50;

function transfer(machine: Machine, version: CurlVersion, options: Options, text: string): CommandOutput {
  const url = parseUrl(text);
  if (url === undefined) {
    if (/^(?!https?:)[a-z]+:\/\//i.test(text)) throw new SetupError(`curl ${text}: only http and https are simulated`);
    const message =
      version === '7.29' || version === '7.61' ? '<url> malformed' : 'URL using bad/illegal format or missing URL';
    return ended(version, options, text, { exchange: undefined, status: 3, message });
  }
  let before = '';
  let exchange = ask(machine, options, url);
  for (let redirects = 0; options.has('-L') && locationOf(exchange) !== undefined; redirects++) {
    if (redirects === MOST_REDIRECTS) {
      const message = `Maximum (${MOST_REDIRECTS}) redirects followed`;
      return ended(version, options, text, { exchange, status: 47, message });
    }
    const next = parseUrl(locationOf(exchange) ?? '');
    if (next === undefined) break;
    if (options.has('-I') || options.has('-i')) before += head(exchange);
    exchange = ask(machine, options, next);
  }
  const output = finish(version, options, text, exchange);
  return { ...output, stdout: before + output.stdout };
}

function ask(machine: Machine, options: Options, url: Url): Exchange {
  const method = options.value('-X') ?? (options.has('-I') ? 'HEAD' : options.has('-d') ? 'POST' : 'GET');
  const host = /^host:\s*(\S+)$/i.exec(options.value('-H') ?? '')?.[1];
  return fetchUrl(machine, url, { method, host });
}

function locationOf({ reply }: Exchange): string | undefined {
  return reply?.kind === 'response' ? reply.location : undefined;
}

function finish(version: CurlVersion, options: Options, text: string, exchange: Exchange): CommandOutput {
  const { connection, reply } = exchange;
  if (connection.outcome === 'unknown') return unknowable(connection.because);
  if (reply === undefined) {
    const times = { connect: seconds(options, '--connect-timeout'), total: seconds(options, '-m') };
    return ended(version, options, text, { exchange, ...connectFailure(version, exchange, times) });
  }
  if (reply.kind === 'unknown') return withUnknownReply(version, options, text, exchange, reply.because);
  if (options.has('-f') && reply.status >= 400) {
    return ended(version, options, text, { exchange, status: 22, message: statusFailure(version, reply.status) });
  }
  return ended(version, options, text, { exchange, status: 0, message: '' });
}

/**
 * What curl prints where the reply is unknown: unknown too, where curl would show any of it. The exit status is 0, unless it
 * depends on the HTTP status (`--fail`) or on a certificate.
 */
function withUnknownReply(
  version: CurlVersion,
  options: Options,
  text: string,
  exchange: Exchange,
  because: string,
): CommandOutput {
  const asksForReply = /%\{(?:http_code|response_code|content_type|size_download|redirect_url)\}/;
  const shown = toTerminal(options) || options.has('-v') || asksForReply.test(options.value('-w') ?? '');
  if (options.has('-f') || exchange.url.scheme === 'https') return unknowable(because);
  if (shown) return printed('', { unknown: because });
  return ended(version, options, text, { exchange, status: 0, message: '' });
}

function seconds(options: Options, option: string): number | undefined {
  const text = options.value(option);
  return text === undefined ? undefined : secondsOf('curl', text);
}

function toTerminal(options: Options): boolean {
  const file = options.value('-o');
  return file === undefined ? !options.has('-O') : file === '-';
}

function ended(version: CurlVersion, options: Options, text: string, transfer: Transfer): CommandOutput {
  const reply = transfer.exchange?.reply;
  const isShown = transfer.status !== 22 && toTerminal(options) && reply?.kind === 'response';
  const headers = (options.has('-I') || options.has('-i')) && transfer.exchange !== undefined && isShown;
  const body = isShown && !options.has('-I') ? reply.body : '';
  const stdout = `${headers ? head(transfer.exchange) : ''}${body}${writeOut(options.value('-w'), text, transfer)}`;
  const verbose =
    options.has('-v') && transfer.exchange !== undefined ? verboseLines(version, transfer.exchange, options) : '';
  const isTold = transfer.message !== '' && (!options.has('-s') || options.has('-S'));
  const stderr = `${verbose}${isTold ? `curl: (${transfer.status}) ${transfer.message}\n` : ''}`;
  return { stdout, stderr, status: transfer.status, unknown: undefined };
}

function head({ reply }: Exchange): string {
  return reply?.kind === 'response' ? `${headLines(reply).join('\r\n')}\r\n\r\n` : '';
}
