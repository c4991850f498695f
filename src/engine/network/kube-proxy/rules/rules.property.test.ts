import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draws } from '../../../../draws.fixture.ts';
import { formatSocketAddress } from '../../../model/index.ts';
import type { Branches, Translation } from '../index.ts';
import { compileServices, formatRules, keepAffinity, translate } from '../index.ts';
import { endpointChain, endpointChainBase } from './chain-names.ts';
import { explore } from './explore.fixture.ts';
import type { Journey } from './interpreted-packet.fixture.ts';
import { interpretIptables } from './iptables-interpreter.fixture.ts';
import { interpretNftables } from './nftables-interpreter.fixture.ts';
import type { World } from './world.arbitrary.ts';
import { world } from './world.arbitrary.ts';

/** What the engine decides, in the words of the interpreters. */
function decided(translation: Translation): ReadonlyMap<string, number> {
  if (translation.kind === 'not-handled') return new Map([['not handled', 1]]);
  if (translation.kind === 'end') return new Map([[translation.outcome, 1]]);
  const results = new Map<string, number>();
  for (const { destination, masquerade, probability } of translation.branches) {
    results.set(`${formatSocketAddress(destination)}${masquerade ? ' masqueraded' : ''}`, probability);
  }
  return results;
}

/** The chain or set by which the rules remember that a client was led to the branch. */
function memoryOf({ branches, servicePort }: Branches, mode: string): string {
  const endpoint = branches[0]?.endpoint;
  if (endpoint === undefined) return '';
  if (mode === 'nftables') return `affinity-${endpointChainBase(servicePort, endpoint)}`;
  return endpointChain(servicePort, formatSocketAddress(endpoint));
}

function expectSame(rules: ReadonlyMap<string, number>, engine: ReadonlyMap<string, number>, about: unknown): void {
  const isSame =
    rules.size === engine.size &&
    [...engine].every(([result, probability]) => Math.abs((rules.get(result) ?? Number.NaN) - probability) < 5e-9);
  // The words are for whoever reads a failure.
  if (!isSame) expect(Object.fromEntries(rules), JSON.stringify(about)).toEqual(Object.fromEntries(engine));
}

function agree({ state, family, node, packets }: World): void {
  const { mode } = state.spec.proxy;
  if (mode === 'ipvs') return;
  const { table } = compileServices(state);
  const text = formatRules(table, { node: 'n1', format: mode, families: [family] }) ?? '';
  const interpret = mode === 'iptables' ? interpretIptables(text) : interpretNftables(text);
  for (const { packet, from } of packets) {
    const journey = (more: Partial<Journey>): ReadonlyMap<string, number> =>
      explore((pick) => interpret({ packet, from, nodeAddresses: node.addresses, pick, ...more }));
    const translation = translate(table, packet, { node: 'n1', from });
    expectSame(journey({}), decided(translation), { mode, packet, from });
    if (translation.kind !== 'branches' || translation.affinity === undefined) continue;
    const last = translation.branches.at(-1);
    if (last === undefined) continue;
    const kept = keepAffinity(translation, last.destination);
    expectSame(journey({ remembered: new Set([memoryOf(kept, mode)]) }), decided(kept), { mode, packet, from, last });
  }
}

test('what the printed rules do with a packet is what the engine decides', () => {
  fc.assert(fc.property(world, agree), { numRuns: draws(200) });
}, 60_000);
