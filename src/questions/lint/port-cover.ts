import type { Protocol } from '../../engine/model/index.ts';
import { PROTOCOLS } from '../../engine/model/index.ts';
import type { PortRule } from '../../engine/network/policy/index.ts';

const HIGHEST = 65535;

/**
 * Reports whether every port of `wanted` is one of `given`, on every pod. A name is covered by the same name or by its
 * whole protocol alone: its number differs from pod to pod.
 */
export function portsCover(given: readonly PortRule[], wanted: readonly PortRule[]): boolean {
  if (given.some(({ kind }) => kind === 'any')) return true;
  return wanted.every((port) => {
    if (port.kind === 'named') return coversName(given, port);
    const protocols = port.kind === 'any' ? PROTOCOLS : [port.protocol];
    const [from, to] = port.kind === 'range' ? [port.from, port.to] : [1, HIGHEST];
    return protocols.every((protocol) => coversRange(given, protocol, { from, to }));
  });
}

function coversName(given: readonly PortRule[], { name, protocol }: Extract<PortRule, { kind: 'named' }>): boolean {
  if (given.some((each) => each.kind === 'named' && each.name === name && each.protocol === protocol)) return true;
  const protocols = protocol === undefined ? PROTOCOLS : [protocol];
  return protocols.every((each) => coversRange(given, each, { from: 1, to: HIGHEST }));
}

function coversRange(
  given: readonly PortRule[],
  protocol: Protocol,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const ranges = given
    .flatMap((port) => {
      if (port.kind === 'protocol' && port.protocol === protocol) return [{ from: 1, to: HIGHEST }];
      return port.kind === 'range' && port.protocol === protocol ? [{ from: port.from, to: port.to }] : [];
    })
    .sort((a, b) => a.from - b.from);
  let next = from;
  for (const range of ranges) if (range.from <= next && next <= range.to) next = range.to + 1;
  return next > to;
}
