import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress, parseCidr } from '../../model/index.ts';
import { legacyAddress, legacyCidr } from './addresses.ts';
import { type Report, reportOf } from './report.ts';

const server = (strictAddresses: boolean): Report => reportOf(strictAddresses ? '1.36' : '1.35');

const octet = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map(String),
  fc.integer({ min: 0, max: 9 }).map((digit) => `0${digit}`),
);
const four = fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.'));
const address = fc.oneof(
  four,
  fc.ipV6(),
  four.map((text) => `::ffff:${text}`),
  fc.constantFrom('', '::', 'fe80::1%eth0'),
);
const cidr = fc
  .tuple(address, fc.oneof(fc.integer({ min: 0, max: 140 }).map(String), fc.constantFrom('08', '')))
  .map(([text, length]) => `${text}/${length}`);

test('a strict server takes just the addresses that have one reading', () => {
  fc.assert(
    fc.property(address, (text) => {
      const report = server(true);
      const read = legacyAddress(report, ['ip'], text);
      const sound = report.problems.every(({ severity }) => severity === 'warning');
      expect(sound).toBe(parseAddress(text) !== undefined);
      if (sound) expect(read).toEqual(parseAddress(text));
    }),
  );
});

test('a lenient server takes more, reads the same, and warns of all but the canonical form', () => {
  fc.assert(
    fc.property(address, (text) => {
      const [strict, lenient] = [server(true), server(false)];
      const read = legacyAddress(lenient, ['ip'], text);
      expect(legacyAddress(strict, ['ip'], text)).toEqual(read);
      expect(lenient.problems.some(({ severity }) => severity === undefined)).toBe(read === undefined);
      if (read !== undefined) expect(lenient.problems).toHaveLength(formatAddress(read) === text ? 0 : 1);
    }),
  );
});

test('a strict server takes just the CIDRs without host bits', () => {
  fc.assert(
    fc.property(cidr, (text) => {
      const report = server(true);
      legacyCidr(report, ['cidr'], text);
      const sound = report.problems.every(({ severity }) => severity === 'warning');
      const block = parseCidr(text);
      const host = parseAddress(text.slice(0, text.indexOf('/')));
      expect(sound).toBe(block !== undefined && block.first === host?.value);
    }),
  );
});
