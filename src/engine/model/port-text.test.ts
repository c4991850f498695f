import { describe, expect, test } from 'vitest';
import { formatWrittenPort, readPort } from './port-text.ts';

describe('a port', () => {
  test.each([
    ['80', { port: 80 }],
    ['1', { port: 1 }],
    ['65535/SCTP', { port: 65535, protocol: 'SCTP' }],
    ['8080/TCP', { port: 8080, protocol: 'TCP' }],
    ['53/udp', { port: 53, protocol: 'UDP' }],
  ])('%s is read', (text, port) => {
    expect(readPort(text)).toEqual(port);
    expect(readPort(formatWrittenPort(readPort(text) ?? { port: 0 }))).toEqual(port);
  });

  test.each(['', '0', '65536', '-1', '080808', '80/', '80/ICMP', '80 TCP', 'http', '80/TCP/x', ' 80'])(
    'is not "%s"',
    (text) => {
      expect(readPort(text)).toBeUndefined();
    },
  );
});
