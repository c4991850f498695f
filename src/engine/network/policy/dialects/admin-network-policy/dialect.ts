import type { FieldPath, Json, Resource } from '../../../../model/index.ts';
import type { PolicyChange } from '../../contract/change.ts';
import type { PolicyDialect } from '../../contract/dialect.ts';
import { nameChanges, numberChanges, protocolChanges } from '../../mutations/port-changes.ts';
import { type RankedKind, rankedChanges } from '../shared/ranked-changes.ts';
import { compileRanked, type PortItem } from '../shared/ranked-policy.ts';
import { ADMIN, BASELINE } from '../shared/tiers.ts';
import type { AdminNetworkPolicy, AdminPort, AdminRule, BaselineAdminNetworkPolicy } from './api.ts';

const ADMIN_KIND = 'AdminNetworkPolicy';
const BASELINE_KIND = 'BaselineAdminNetworkPolicy';

/** AdminNetworkPolicy and BaselineAdminNetworkPolicy v1alpha1; the latter has no priority and comes after all others of its tier. */
export const adminNetworkPolicy: PolicyDialect = {
  kinds: [ADMIN_KIND, BASELINE_KIND],
  compile(policy, context) {
    if (policy.ref.kind === BASELINE_KIND) {
      const baseline = policy as Resource<BaselineAdminNetworkPolicy>;
      return [compileRanked(baseline, context, { ...PORTS, tier: BASELINE, order: Number.POSITIVE_INFINITY })];
    }
    const admin = policy as Resource<AdminNetworkPolicy>;
    return [
      compileRanked(admin, context, {
        ...PORTS,
        tier: ADMIN,
        order: admin.object.spec?.priority ?? Number.POSITIVE_INFINITY,
      }),
    ];
  },
  changes({ ref, object }, around) {
    return rankedChanges(object, around, ref.kind === BASELINE_KIND ? BASELINE_WORDS : ADMIN_WORDS);
  },
  ignoredRules: () => [],
};

const PORTS = {
  portsField: 'ports',
  portsIn: ({ ports }: AdminRule): readonly PortItem[] | undefined => ports?.map(portOf),
} as const;

function portOf({ portNumber, portRange, namedPort }: AdminPort): PortItem {
  if (portNumber !== undefined) {
    const { port, protocol } = portNumber;
    return (place) => ({ kind: 'range', place, protocol, from: port, to: port });
  }
  if (portRange !== undefined) {
    const { start, end, protocol } = portRange;
    return (place) => ({ kind: 'range', place, protocol, from: start, to: end });
  }
  return namedPort === undefined ? undefined : (place) => ({ kind: 'named', place, name: namedPort });
}

/** Behind the baseline there is nothing to pass on to. */
const BASELINE_WORDS: RankedKind = { allow: 'Allow', changesAt };
const ADMIN_WORDS: RankedKind = { ...BASELINE_WORDS, pass: 'Pass' };

/** The start of a range stays: shifted alone it might pass the end. */
function changesAt(path: FieldPath, value: Json): readonly PolicyChange[] {
  switch (path.at(-1)) {
    case 'protocol':
      return protocolChanges(path, value);
    case 'port':
    case 'end':
      return numberChanges(path, value);
    case 'namedPort':
      return nameChanges(path, value);
    default:
      return [];
  }
}
