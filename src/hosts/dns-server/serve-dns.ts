import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { SetupError } from '../../engine/model/index.ts';
import { formatListenAddress, type ListenAddress } from './listen-address.ts';
import { type AskDns, respond } from './respond.ts';
import { CONNECTION_LIMITS, type ConnectionLimits, serveConnection } from './serve-connection.ts';

/** A running server. */
export interface DnsServer {
  /** Where it listens; the port is the one that was found where 0 was asked for. */
  readonly listening: ListenAddress;
  /** Stops it; open connections end at once. */
  close(): Promise<void>;
}

/** How many connections may be open at once; another is closed as it comes. */
const MOST_CONNECTIONS = 1000;

/** How often another port is tried whose UDP half is taken, where any port will do. */
const ATTEMPTS = 10;

/** Serves DNS over UDP and TCP. Rejects with a SetupError where it cannot listen. */
export async function serveDns(
  address: ListenAddress,
  ask: AskDns,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Promise<DnsServer> {
  for (let attempt = 1; ; attempt++) {
    const connections = new Set<Socket>();
    const tcp = createServer((socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
      serveConnection(socket, (message) => respond(message, 'tcp', ask), limits);
    });
    tcp.maxConnections = MOST_CONNECTIONS;
    const listening = { ...address, port: await listenTcp(tcp, address) };
    const udp = createSocket(address.address.includes(':') ? 'udp6' : 'udp4');
    udp.on('message', (message, client) => {
      const response = respond(message, 'udp', ask);
      if (response !== undefined) udp.send(response, client.port, client.address);
    });
    try {
      await listenUdp(udp, listening);
    } catch (error) {
      await closeTcp(tcp, connections);
      if (address.port === 0 && attempt < ATTEMPTS) continue;
      throw cannotListen(listening, error);
    }
    const close = async (): Promise<void> => {
      await Promise.all([closeTcp(tcp, connections), new Promise<void>((done) => udp.close(done))]);
    };
    return { listening, close };
  }
}

async function listenTcp(server: Server, address: ListenAddress): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(cannotListen(address, error)));
    server.listen(address.port, address.address, done);
  });
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : address.port;
}

function listenUdp(socket: UdpSocket, { address, port }: ListenAddress): Promise<void> {
  return new Promise((done, fail) => {
    socket.once('error', fail);
    socket.bind(port, address, () => {
      socket.off('error', fail);
      // A response that cannot be sent is a lost packet.
      socket.on('error', () => undefined);
      done();
    });
  });
}

function closeTcp(server: Server, connections: ReadonlySet<Socket>): Promise<void> {
  for (const socket of connections) socket.destroy();
  return new Promise((done) => server.close(() => done()));
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'the port is not allowed to this user',
  EADDRNOTAVAIL: 'this machine has no such address',
};

function cannotListen(address: ListenAddress, cause: unknown): SetupError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  const hint = 'name another port, or 0 for any free one';
  return new SetupError(`cannot listen on ${formatListenAddress(address)}: ${why}`, { hint, cause });
}
