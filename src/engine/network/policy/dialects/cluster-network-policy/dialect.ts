import type { FieldPath, Json, KubernetesObject, Resource } from '../../../../model/index.ts';
import { isObject, valueAt } from '../../../../model/index.ts';
import { type PolicyChange, replacement } from '../../contract/change.ts';
import type { PolicyDialect } from '../../contract/dialect.ts';
import { nameChanges, numberChanges, otherProtocol } from '../../mutations/port-changes.ts';
import { rankedChanges } from '../shared/ranked-changes.ts';
import { compileRanked, type PortItem } from '../shared/ranked-policy.ts';
import { ADMIN, BASELINE } from '../shared/tiers.ts';
import type { ClusterNetworkPolicy, ClusterProtocol, ClusterRule } from './api.ts';

/** ClusterNetworkPolicy, whose `tier` says whether it is asked before the policies of namespaces or after them. */
export const clusterNetworkPolicy: PolicyDialect = {
  kinds: ['ClusterNetworkPolicy'],
  compile(policy, context) {
    const { ref, object, origin } = policy as Resource<ClusterNetworkPolicy>;
    const { tier, priority = Number.POSITIVE_INFINITY } = object.spec ?? {};
    return [
      compileRanked({ ref, object, origin }, context, {
        tier: tier === 'Baseline' ? BASELINE : ADMIN,
        order: priority,
        portsField: 'protocols',
        portsIn: ({ protocols }: ClusterRule) => protocols?.map(protocolOf),
      }),
    ];
  },
  changes({ object }, around) {
    const changesAt = (path: FieldPath, value: Json) => fieldChanges(object, path, value);
    return rankedChanges(object, around, { allow: 'Accept', pass: 'Pass', changesAt });
  },
  ignoredRules: () => [],
};

const TRANSPORTS = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
] as const;

function protocolOf(written: ClusterProtocol): PortItem {
  const { destinationNamedPort: name } = written;
  if (name !== undefined) return (place) => ({ kind: 'named', place, name });
  for (const [field, protocol] of TRANSPORTS) {
    const transport = written[field];
    if (transport === undefined) continue;
    const { number, range } = transport.destinationPort ?? {};
    if (number !== undefined) return (place) => ({ kind: 'range', place, protocol, from: number, to: number });
    if (range !== undefined) return (place) => ({ kind: 'range', place, protocol, from: range.start, to: range.end });
    return (place) => ({ kind: 'protocol', place, protocol });
  }
  return undefined;
}

/** The start of a range stays: shifted alone it might pass the end. */
function fieldChanges(policy: KubernetesObject, path: FieldPath, value: Json): readonly PolicyChange[] {
  switch (path.at(-1)) {
    case 'tier':
      return path.length === 2 ? [replacement(path, `moves to tier ${otherTier(value)}`, otherTier(value))] : [];
    case 'tcp':
    case 'udp':
    case 'sctp':
      return [renamed(policy, path)];
    case 'number':
    case 'end':
      return numberChanges(path, value);
    case 'destinationNamedPort':
      return nameChanges(path, value);
    default:
      return [];
  }
}

/** The protocol is the name of a field. */
function renamed(policy: Json, path: FieldPath): PolicyChange {
  const item = path.slice(0, -1);
  const protocol = String(path.at(-1));
  const other = otherProtocol(protocol.toUpperCase());
  const written = valueAt(policy, item);
  const { [protocol]: transport, ...rest } = isObject(written) ? written : {};
  const value = { ...rest, [other.toLowerCase()]: transport };
  return { path, what: `means ${other}, not ${protocol.toUpperCase()}`, set: { path: item, value } };
}

function otherTier(tier: Json): string {
  return tier === 'Baseline' ? 'Admin' : 'Baseline';
}
