import type { Cidr, Diagnostic } from '../../engine/model/index.ts';
import { formatRef, overlaps, usesHostNetwork } from '../../engine/model/index.ts';
import { type AddressBlocks, holdsAllOf, policyKinds, rulesOf } from '../../engine/network/policy/index.ts';
import type { Connectivity } from './connectivity.ts';
import { findWorkloads } from './workloads.ts';

/** What readers of the matrix should know: where it says what policies permit, and a cluster may do otherwise. */
export function matrixNotes(connectivity: Connectivity): readonly Diagnostic[] {
  return [
    ...notEnforced(connectivity),
    ...podsElsewhere(connectivity),
    ...onHostNetwork(connectivity),
    ...toldApart(connectivity),
    ...partlyInBlocks(connectivity),
  ];
}

function notEnforced({ view }: Connectivity): readonly Diagnostic[] {
  const { plugin, policies } = view.spec.network;
  return policyKinds
    .filter((kind) => !policies.enforced.includes(kind) && view.listAny(kind).length > 0)
    .map((kind) => ({
      code: 'not-enforced',
      severity: 'warning',
      message: `plugin ${plugin} does not enforce ${kind}: the matrix says what policies permit, and more gets through`,
    }));
}

/** Pods that no manifest shows are no ends of the matrix. */
function podsElsewhere({ foreign }: Connectivity): readonly Diagnostic[] {
  return foreign.runners.map(({ rule }) => ({
    code: 'pods-not-modelled',
    severity: 'warning',
    message: `the pods of ${formatRef(rule.ref)} are not modelled: whom they reach, and who reaches them, is not in the matrix`,
    about: rule.ref,
    ...(rule.location !== undefined && { at: rule.location }),
  }));
}

function onHostNetwork({ view }: Connectivity): readonly Diagnostic[] {
  if (view.spec.network.policies.reading.hostNetwork === 'pod') return [];
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

/** Whether a pod is inside such a block depends on the address that it happens to get. */
function partlyInBlocks({ view, table, podRanges, podAddresses }: Connectivity): readonly Diagnostic[] {
  if (podAddresses === 'unknown') return [];
  return table.written.policies.flatMap((policy) =>
    rulesOf(policy).flatMap(({ peers }) =>
      peers.flatMap((peer): readonly Diagnostic[] => {
        if (peer.kind !== 'blocks' || peer.blindTo.includes('pod')) return [];
        if (!podRanges.some((range) => holdsSome(peer, range))) return [];
        const at = view.locate(peer.place.ref, peer.place.path);
        return [
          {
            code: 'block-holds-some-pods',
            severity: 'note',
            message: `${peer.text} holds some of the addresses that pods may have: the matrix counts the pods that have one of them now`,
            about: policy.ref,
            ...(at !== undefined && { at }),
          },
        ];
      }),
    ),
  );
}

function holdsSome(blocks: AddressBlocks, range: Cidr): boolean {
  return blocks.cidrs.some((cidr) => overlaps(cidr, range)) && !holdsAllOf(blocks, range);
}
