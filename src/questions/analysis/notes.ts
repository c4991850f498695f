import type {
  Cidr,
  Diagnostic,
  FieldPath,
  NetworkPolicy,
  NetworkPolicyPeer,
  ObjectRef,
  Resource,
} from '../../engine/model/index.ts';
import { formatRef, overlaps, POLICY_SWITCHES, parseLegacyCidr, usesHostNetwork } from '../../engine/model/index.ts';
import type { Connectivity } from './connectivity.ts';
import { findWorkloads } from './workloads.ts';

/** What readers of the matrix should know: where it says what policies permit, and a cluster may do otherwise. */
export function matrixNotes(connectivity: Connectivity): readonly Diagnostic[] {
  return [
    ...notEnforced(connectivity),
    ...onHostNetwork(connectivity),
    ...toldApart(connectivity),
    ...partlyInBlocks(connectivity),
  ];
}

function notEnforced({ view }: Connectivity): readonly Diagnostic[] {
  const { plugin, policies } = view.spec.network;
  return [...POLICY_SWITCHES]
    .filter(([kind, enforced]) => !policies[enforced] && view.listAny(kind).length > 0)
    .map(([kind]) => ({
      code: 'not-enforced',
      severity: 'warning',
      message: `plugin ${plugin} does not enforce ${kind}: the matrix says what policies permit, and more gets through`,
    }));
}

function onHostNetwork({ view }: Connectivity): readonly Diagnostic[] {
  if (view.spec.network.policies.hostNetwork === 'pod') return [];
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
function partlyInBlocks({ view, podRanges }: Connectivity): readonly Diagnostic[] {
  if (!view.spec.network.policies.ipBlockMatchesPods || view.spec.name === 'default') return [];
  return writtenBlocks(view.list('NetworkPolicy'))
    .filter(({ block }) => podRanges.some((range) => holdsSome(block, range)))
    .map(({ ref, path, block }): Diagnostic => {
      const at = view.locate(ref, path);
      return {
        code: 'block-holds-some-pods',
        severity: 'note',
        message: `${block.cidr} holds some of the addresses that pods may have: the matrix counts no pod in`,
        about: ref,
        ...(at !== undefined && { at }),
      };
    });
}

type Block = NonNullable<NetworkPolicyPeer['ipBlock']>;

interface WrittenBlock {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
  readonly block: Block;
}

function writtenBlocks(policies: readonly Resource<NetworkPolicy>[]): readonly WrittenBlock[] {
  return policies.flatMap(({ ref, object }) => [
    ...(object.spec?.ingress ?? []).flatMap(({ from }, index) =>
      blocksOf(ref, from, ['spec', 'ingress', index, 'from']),
    ),
    ...(object.spec?.egress ?? []).flatMap(({ to }, index) => blocksOf(ref, to, ['spec', 'egress', index, 'to'])),
  ]);
}

function blocksOf(ref: ObjectRef, peers: readonly NetworkPolicyPeer[] = [], path: FieldPath): readonly WrittenBlock[] {
  return peers.flatMap(({ ipBlock }, index) =>
    ipBlock === undefined ? [] : [{ ref, path: [...path, index], block: ipBlock }],
  );
}

function holdsSome({ cidr, except = [] }: Block, range: Cidr): boolean {
  const block = parseLegacyCidr(cidr);
  if (block === undefined || !overlaps(block, range)) return false;
  const isWhole = block.first <= range.first && range.last <= block.last;
  return !isWhole || except.some((text) => overlapsText(text, range));
}

function overlapsText(text: string, range: Cidr): boolean {
  const cidr = parseLegacyCidr(text);
  return cidr !== undefined && overlaps(cidr, range);
}
