import type { Protocol } from '../../../engine/model/index.ts';
import { formatSocket, NotModelled, parseAddress } from '../../../engine/model/index.ts';
import { CONNECT_SECONDS, connectError } from '../errno.ts';
import { type Connection, connect, type Machine } from '../machine.ts';
import { type Options, readOptions, secondsOf } from '../options.ts';
import { type CommandOutput, failed, printed, unknowable } from '../output.ts';

const OPTIONS = { flags: ['-z', '-v', '-u', '-n', '-N'], values: ['-w', '-q'] };

interface Attempt {
  readonly host: string;
  readonly protocol: Protocol;
  readonly options: Options;
  readonly connection: Connection;
}

function attempt(machine: Machine, args: readonly string[]): Attempt {
  const options = readOptions('nc', args, OPTIONS);
  const [host, port, ...more] = options.operands;
  if (host === undefined || more.length > 0 || !/^\d{1,5}$/.test(port ?? '')) {
    throw new NotModelled(`"nc ${args.join(' ')}" is not simulated`, {
      hint: 'supported: nc [-z] [-v] [-u] [-w SECONDS] HOST PORT',
    });
  }
  const protocol = options.has('-u') ? 'UDP' : 'TCP';
  return { host, protocol, options, connection: connect(machine, { host, port: Number(port), protocol }) };
}

/** Without -z nc prints what the other side sends, which is unknown. */
function opened({ options }: Attempt, stderr: string): CommandOutput {
  if (options.has('-z')) return printed('', { stderr });
  return printed('', {
    stderr,
    unknown: 'what is sent over the connection is not modelled; add -z to look at the port alone',
  });
}

/** A UDP packet that is dropped looks like one that nobody needs to answer. */
function seemsOpen({ protocol, connection }: Attempt): boolean {
  return connection.outcome === 'connected' || (protocol === 'UDP' && connection.outcome === 'timeout');
}

/** BusyBox's nc (busybox networking/nc_bloaty.c): of a refused connection it says nothing, unless -v is given twice. */
export function busyboxNetcat(machine: Machine, args: readonly string[]): CommandOutput {
  const tried = attempt(machine, args);
  const { host, options, connection } = tried;
  if (connection.outcome === 'unknown') return unknowable(connection.because);
  if (connection.ip === undefined) return failed(1, `nc: bad address '${host}'\n`);
  const verbosity = options.count('-v');
  const who = `${host} (${formatSocket(connection.ip, connection.port)})`;
  const counts = verbosity > 1 ? 'sent 0, rcvd 0\n' : '';
  if (seemsOpen(tried)) return opened(tried, `${verbosity > 0 ? `${who} open\n` : ''}${counts}`);
  const limited = limitOf(options) < CONNECT_SECONDS && connection.outcome === 'timeout';
  const why = connectError(limited ? 'timeout' : connection.outcome, machine.libc);
  const tells = verbosity > 1 || (verbosity === 1 && connection.outcome !== 'refused');
  return failed(1, tells ? `nc: ${who}: ${why}\n${counts}` : '');
}

/** OpenBSD's netcat as Debian packages it (netcat-openbsd). */
export function openbsdNetcat(machine: Machine, args: readonly string[]): CommandOutput {
  const tried = attempt(machine, args);
  const { host, protocol, options, connection } = tried;
  if (connection.outcome === 'unknown') return unknowable(connection.because);
  const { ip, port } = connection;
  if (ip === undefined)
    return failed(1, `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known\n`);
  const where = parseAddress(host) === undefined ? `${host} (${ip})` : host;
  const service = protocol === 'TCP' ? (SERVICES[port] ?? '*') : (SERVICES_UDP[port] ?? '*');
  const name = protocol.toLowerCase();
  if (seemsOpen(tried)) {
    return opened(
      tried,
      options.has('-v') ? `Connection to ${where} ${port} port [${name}/${service}] succeeded!\n` : '',
    );
  }
  if (!options.has('-v') || protocol === 'UDP') return failed(1, '');
  const isLate = connection.outcome === 'timeout' && limitOf(options) < CONNECT_SECONDS;
  const why = isLate ? 'timed out: Operation now in progress' : `failed: ${connectError(connection.outcome, 'glibc')}`;
  return failed(1, `nc: connect to ${where} port ${port} (${name}) ${why}\n`);
}

/** The names of /etc/services that a cluster meets most. */
const SERVICES: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'domain',
  80: 'http',
  443: 'https',
  3306: 'mysql',
  5432: 'postgresql',
  6379: 'redis',
  8080: 'http-alt',
};
const SERVICES_UDP: Readonly<Record<number, string>> = { 53: 'domain', 443: 'https' };

function limitOf(options: Options): number {
  const text = options.value('-w');
  return text === undefined ? Number.POSITIVE_INFINITY : secondsOf('nc', text);
}
