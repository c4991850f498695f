import type { Socket } from 'node:net';

/** What a connection may take up. */
export interface ConnectionLimits {
  /** How long the next message may take, from the end of the one before to its own; and as long nobody may read answers. */
  readonly milliseconds: number;
  /** How many bytes of answers wait for a client to read them before it is asked nothing more. */
  readonly unread: number;
}

/** As generous as CoreDNS, which waits 10 s for the next message (miekg/dns server.go, tcpIdleTimeout). */
export const CONNECTION_LIMITS: ConnectionLimits = { milliseconds: 10_000, unread: 256 * 1024 };

/**
 * A connection carries messages, each behind its length, as many as the client likes (RFC 7766). One whose client sends a
 * message too slowly, or does not read its answers, ends.
 */
export function serveConnection(
  socket: Socket,
  answer: (message: Buffer) => Buffer | undefined,
  { milliseconds, unread }: ConnectionLimits,
): void {
  let timer = setTimeout(() => socket.destroy(), milliseconds);
  socket.on('close', () => clearTimeout(timer));
  // A client that hangs up is no concern of the server's.
  socket.on('error', () => socket.destroy());
  let received: Buffer = Buffer.alloc(0);
  const answerAll = () => {
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      if (socket.writableLength > unread) {
        socket.pause();
        return;
      }
      const end = 2 + received.readUInt16BE(0);
      const response = answer(received.subarray(2, end));
      received = received.subarray(end);
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), milliseconds);
      if (response === undefined) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(response.length);
      socket.write(Buffer.concat([length, response]));
    }
    socket.resume();
  };
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    answerAll();
  });
  socket.on('drain', answerAll);
}
