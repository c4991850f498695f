import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileServices, formatRules } from '../index.ts';
import { world } from './world.arbitrary.ts';

/** The programs that read rules, in a network of their own, so that the machine's rules stay as they are. */
const READERS = {
  iptables: { 4: ['iptables-restore', '--test'], 6: ['ip6tables-restore', '--test'] },
  nftables: { 4: ['nft', '-c', '-f', '-'], 6: ['nft', '-c', '-f', '-'] },
} as const;

function read(reader: readonly string[], rules: string): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync('unshare', ['-n', ...reader], { input: rules, encoding: 'utf8' });
  return { status, stderr };
}

const TRIVIAL = { iptables: '*filter\nCOMMIT\n', nftables: 'add table ip kube-proxy\n' };

describe.each(['iptables', 'nftables'] as const)('%s', (format) => {
  const absent = read(READERS[format][4], TRIVIAL[format]).status !== 0;
  const [program] = READERS[format][4];

  test.skipIf(absent)(
    `${program} accepts the rules${absent ? ` (${program} is not here, or may not run)` : ''}`,
    () => {
      for (const { state, family } of fc.sample(world, { numRuns: 25, seed: 1 })) {
        const { table } = compileServices(state);
        const rules = formatRules(table, { node: 'n1', format, families: [family] }) ?? '';
        expect(read(READERS[format][family], rules), rules).toEqual({ status: 0, stderr: '' });
      }
    },
    60_000,
  );

  test.skipIf(absent)(`${program} is not that easily pleased${absent ? ` (${program} is not here)` : ''}`, () => {
    expect(read(READERS[format][4], `${TRIVIAL[format]}-A NOWHERE -j KUBE-SERVICES\n`).status).not.toBe(0);
  });
});
