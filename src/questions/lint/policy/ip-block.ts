import type { Cidr, FieldPath, ObjectRef } from '../../../engine/model/index.ts';
import { contains, formatCidr, overlaps, parseCidr } from '../../../engine/model/index.ts';
import { rulesOf } from '../../../engine/network/policy/index.ts';
import type { Check, Problem } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';
import type { Scene } from '../scene.ts';

/** A range of addresses that a rule allows, and where it stands. */
interface Block {
  readonly about: ObjectRef;
  readonly path: FieldPath;
  readonly cidr: Cidr;
  readonly except: readonly Cidr[];
}

export const ipBlockCoversPods: Check = {
  code: 'ip-block-covers-pods',
  severity: 'warning',
  title: 'An ipBlock lies in the range of pod addresses',
  why: 'Pods get another address whenever they are made anew, and plugins differ in whether an ipBlock matches pods at all: Calico does, Cilium does not. Blocks are meant for addresses outside the cluster. A block that is wider than the pod range, such as 0.0.0.0/0, opens every pod of the cluster too where blocks match pods; that is a note.',
  fix: 'Select pods by `podSelector` and `namespaceSelector`. In a wide block, list the pod range under `except`.',
  example: {
    given: podYaml('db', 'image: postgres'),
    wrong: policyYaml('db', 'ingress:\n  - from: [{ipBlock: {cidr: 10.244.1.0/24}}]\n'),
    right: policyYaml('db', 'ingress:\n  - from: [{podSelector: {}}, {ipBlock: {cidr: 203.0.113.0/24}}]\n'),
  },
  *find(scene) {
    const { podCIDRs, policies } = scene.view.spec.network;
    for (const block of blocksIn(scene)) {
      const pods = rangesOf(podCIDRs).find((range) => overlaps(range, block.cidr));
      if (pods === undefined) continue;
      if (isInside(block.cidr, pods)) yield inRange(block, formatCidr(pods));
      else if (policies.reading.ipBlockMatchesPods && !block.except.some((except) => overlaps(except, pods))) {
        const isOneOfTwo = rangesOf(podCIDRs).some(({ family }) => family !== pods.family);
        yield overRange(block, formatCidr(pods), isOneOfTwo ? ` over IPv${pods.family}` : '');
      }
    }
  },
};

export const ipBlockCoversServices: Check = {
  code: 'ip-block-covers-services',
  severity: 'warning',
  title: 'An ipBlock lies in the range of Service addresses',
  why: 'Policies see a connection after the address of the Service was translated to that of a pod, so a block of Service addresses matches nothing. The exception is a plugin that checks egress before translation too, such as the one of AWS; there this check is silent.',
  fix: 'Select the pods behind the Service by their labels.',
  example: {
    given: podYaml('web'),
    wrong: policyYaml('web', 'policyTypes: [Egress]\negress:\n  - to: [{ipBlock: {cidr: 10.96.0.10/32}}]\n'),
    right: policyYaml(
      'web',
      'policyTypes: [Egress]\negress:\n  - to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]\n',
    ),
  },
  *find(scene) {
    const { serviceCIDRs, policies } = scene.view.spec.network;
    if (policies.reading.egressSeesServiceIP) return;
    for (const { about, path, cidr } of blocksIn(scene)) {
      const range = rangesOf(serviceCIDRs).find((each) => isInside(cidr, each));
      if (range === undefined) continue;
      yield {
        about,
        path,
        message: `${formatCidr(cidr)} lies in the Service range ${formatCidr(range)}; policies see the pod behind the Service, so the block matches nothing`,
        fix: 'select the pods behind the Service by their labels',
      };
    }
  },
};

function inRange({ about, path, cidr }: Block, pods: string): Problem {
  return {
    about,
    path,
    message: `${formatCidr(cidr)} lies in the pod range ${pods}: pods change their addresses, and not every plugin matches them by address`,
    fix: 'select the pods by podSelector and namespaceSelector',
  };
}

/** `over` says by which of their addresses, where pods have one of each family. */
function overRange({ about, path, cidr }: Block, pods: string, over: string): Problem {
  return {
    about,
    path,
    message: `${formatCidr(cidr)} covers the pod range ${pods}, so it admits every pod of the cluster${over} too`,
    fix: `add "except: [${pods}]" if only addresses outside the cluster are meant`,
    severity: 'note',
  };
}

function rangesOf(cidrs: readonly string[]): readonly Cidr[] {
  return cidrs.flatMap((text) => parseCidr(text) ?? []);
}

function isInside(inner: Cidr, outer: Cidr): boolean {
  const { family } = inner;
  return contains(outer, { family, value: inner.first }) && contains(outer, { family, value: inner.last });
}

/** Where the first rule that matches decides, a rule in front may have taken the pods out: there a wide range is no mistake. */
function* blocksIn({ policies }: Scene): Generator<Block> {
  for (const policy of policies.table.written.policies) {
    if (policy.tier.combine !== 'any-allow') continue;
    for (const { peers } of rulesOf(policy)) {
      for (const peer of peers) {
        if (peer.kind !== 'blocks') continue;
        const { path } = peer.rangesPlace;
        for (const cidr of peer.cidrs) yield { about: policy.ref, path, cidr, except: peer.except };
      }
    }
  }
}
