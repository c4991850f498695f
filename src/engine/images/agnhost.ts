import { flagValue, onePort, portIn, type Run } from './run.ts';

/**
 * What the programs of agnhost listen on (kubernetes test/images/agnhost, a folder for each). `undefined` for those that
 * are not in the table.
 */
export function agnhostListens(run: Run): readonly string[] | undefined {
  const [name = 'pause', ...words] = run.words;
  if (QUIET.has(name)) return [];
  const port = PORTS[name];
  const own = { ...run, words };
  if (port !== undefined) return onePort([flagValue(own, port.flag)], port.otherwise);
  switch (name) {
    case 'netexec':
      return netexec(own);
    case 'serve-hostname':
      return serveHostname(own);
    case 'porter':
      return porter(own);
    default:
      return undefined;
  }
}

/** The program that agnhost was told to be. */
export function agnhostProgram({ words: [name = 'pause'] }: Run): string {
  return name;
}

const QUIET: ReadonlySet<string> = new Set([
  'connect',
  'dns-server-list',
  'dns-suffix',
  'entrypoint-tester',
  'etc-hosts',
  'help',
  'inclusterclient',
  'logs-generator',
  'mounttest',
  'pause',
]);

const PORTS: Readonly<Record<string, { readonly flag: string; readonly otherwise: string }>> = {
  guestbook: { flag: 'http-port', otherwise: '80' },
  liveness: { flag: 'port', otherwise: '8080' },
  nettest: { flag: 'port', otherwise: '8080' },
  'no-snat-test': { flag: 'port', otherwise: '8080' },
  'no-snat-test-proxy': { flag: 'port', otherwise: '31235' },
  'tcp-reset': { flag: 'port', otherwise: '8080' },
  'test-webserver': { flag: 'port', otherwise: '80' },
};

/** HTTP, and UDP and SCTP beside it; a port of -1 is not opened (test/images/agnhost/netexec/netexec.go). */
function netexec(run: Run): readonly string[] | undefined {
  const settings = [
    ['TCP', flagValue(run, 'http-port') ?? '8080'],
    ['UDP', flagValue(run, 'udp-port') ?? '8081'],
    ['SCTP', flagValue(run, 'sctp-port') ?? '-1'],
  ] as const;
  const opened = settings.filter(([, value]) => value !== '-1');
  const ports = opened.flatMap(([protocol, value]) => {
    const port = portIn(value);
    return port === undefined ? [] : [`${port}/${protocol}`];
  });
  return ports.length === opened.length ? ports : undefined;
}

/** HTTP unless `--http=false`, or plain TCP, or UDP, at one port (test/images/agnhost/serve-hostname). */
export function serveHostname(run: Run): readonly string[] | undefined {
  const ports = onePort([flagValue(run, 'port')], '9376');
  const isTcp = run.words.includes('--tcp') || flagValue(run, 'http') !== 'false';
  const protocols = [...(isTcp ? ['TCP'] : []), ...(run.words.includes('--udp') ? ['UDP'] : [])];
  return ports === undefined ? undefined : protocols.map((protocol) => `${ports[0]}/${protocol}`);
}

/** A port for each variable SERVE_PORT_…, SERVE_TLS_PORT_… and SERVE_SCTP_PORT_… (test/images/agnhost/porter). */
function porter({ container }: Run): readonly string[] {
  return (container.env ?? []).flatMap(({ name }) => {
    const [, kind = '', port] = /^SERVE_(SCTP_|TLS_)?PORT_(\d+)$/.exec(name) ?? [];
    return port === undefined ? [] : [`${port}/${kind === 'SCTP_' ? 'SCTP' : 'TCP'}`];
  });
}
