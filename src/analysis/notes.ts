import type { Cidr, Diagnostic, FieldPath } from '../model/index.ts';
import { formatCidr, formatRef, overlaps, parseCidr, usesHostNetwork } from '../model/index.ts';
import type { Connectivity } from './connectivity.ts';
import { findWorkloads } from './workloads.ts';

/** What readers of the matrix should know: where it says what policies permit, and a cluster may do otherwise. */
export function matrixNotes(connectivity: Connectivity): readonly Diagnostic[] {
  return [...onHostNetwork(connectivity), ...toldApart(connectivity), ...partlyInBlocks(connectivity)];
}

function onHostNetwork({ view }: Connectivity): readonly Diagnostic[] {
  return findWorkloads(view)
    .filter(({ pods }) => pods.some(({ object }) => usesHostNetwork(object)))
    .map(({ ref }) => ({
      code: 'host-network',
      severity: 'warning',
      message: `${formatRef(ref)} is on the host network: plugins enforce no policy on it, whatever the matrix says is permitted`,
      about: ref,
    }));
}

function toldApart({ workloads }: Connectivity): readonly Diagnostic[] {
  return workloads
    .filter(({ ends }) => ends.length > 1)
    .map(({ workload }) => ({
      code: 'pods-told-apart',
      severity: 'note',
      message: `policies tell the pods of ${formatRef(workload.ref)} apart: the matrix gives what any of them is permitted`,
      about: workload.ref,
    }));
}

/** Whether a pod is inside then depends on the address that it happens to get. */
function partlyInBlocks({ view, podRanges }: Connectivity): readonly Diagnostic[] {
  if (!view.spec.network.policies.ipBlockMatchesPods) return [];
  const known = view.spec.name !== 'default';
  return view.list('NetworkPolicy').flatMap(({ ref, object }) =>
    (['ingress', 'egress'] as const).flatMap((direction) => {
      const rules: readonly { readonly from?: readonly Peer[]; readonly to?: readonly Peer[] }[] =
        object.spec?.[direction] ?? [];
      return rules.flatMap((rule, index) => {
        const side = direction === 'ingress' ? 'from' : 'to';
        return (rule[side] ?? []).flatMap((peer, item): readonly Diagnostic[] => {
          const cidr = parseCidr(peer.ipBlock?.cidr ?? '');
          if (!known || cidr === undefined || !isPartly(peer, cidr, podRanges)) return [];
          const at = view.locate(ref, ['spec', direction, index, side, item] satisfies FieldPath);
          return [
            {
              code: 'block-holds-some-pods',
              severity: 'note',
              message: `${formatCidr(cidr)} holds some of the addresses that pods may have: the matrix counts no pod in`,
              about: ref,
              ...(at !== undefined && { at }),
            },
          ];
        });
      });
    }),
  );
}

interface Peer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

function isPartly({ ipBlock }: Peer, cidr: Cidr, podRanges: readonly Cidr[]): boolean {
  const excepts = (ipBlock?.except ?? []).flatMap((text) => parseCidr(text) ?? []);
  return podRanges.some((range) => {
    if (!overlaps(cidr, range)) return false;
    const whole = cidr.first <= range.first && range.last <= cidr.last;
    return !whole || excepts.some((except) => overlaps(except, range));
  });
}
