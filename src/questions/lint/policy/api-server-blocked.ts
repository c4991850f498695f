import type { Cidr, Protocol } from '../../../engine/model/index.ts';
import { formatRef, overlaps, parseCidr, targetOn } from '../../../engine/model/index.ts';
import type { PolicyPeer } from '../../../engine/network/policy/index.ts';
import { connectionOf, decide, isDrop } from '../../../engine/network/policy/index.ts';
import { type ApiServerCall, apiServerCalls, apiServerPeers } from '../api-server-calls.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml, serviceYaml } from '../example-manifests.ts';
import type { Actor, PodGroup, PolicyScene } from '../policy-scene.ts';
import type { Scene } from '../scene.ts';
import type { Workload } from '../workloads.ts';

export const apiServerBlocked: Check = {
  code: 'api-server-blocked',
  severity: 'warning',
  title: 'Policies keep the API server from a webhook, an aggregated API or a conversion',
  why: 'The API server opens these connections itself, from the control plane: no namespace and no pod selector matches it, and where it runs outside the cluster no node has its address either. While it is kept out, objects cannot be written where the webhook fails closed, and kinds of the aggregated API are missing: deleting a namespace hangs.',
  fix: 'Add an ingress rule for the port of the pod: without `from`, or with an `ipBlock` that holds the addresses of the control plane as pods see them.',
  example: {
    given: documents(
      podYaml('hook', 'image: example/hook, ports: [{containerPort: 9443}]'),
      serviceYaml('hook', 'selector: {app: hook}, ports: [{port: 443, targetPort: 9443}]'),
      `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: hook}
webhooks:
  - name: hook.example.com
    clientConfig: {service: {namespace: default, name: hook}}
    admissionReviewVersions: [v1]
    sideEffects: None
`,
    ),
    wrong: policyYaml('hook', 'ingress:\n  - from: [{namespaceSelector: {}}]\n'),
    right: policyYaml('hook', 'ingress:\n  - ports: [{port: 9443}]\n'),
  },
  *find(scene) {
    const peers = apiServerPeers(scene.view);
    for (const call of apiServerCalls(scene.view)) {
      const blocked = blockedWorkload(scene, call, peers);
      if (blocked === undefined) continue;
      const { workload, port } = blocked;
      const policies = isolating(scene.policies, workload);
      yield {
        about: call.caller,
        path: call.path,
        message: `policies keep the API server from ${formatRef(workload.ref)} on port ${port}, behind Service ${call.namespace}/${call.service}: ${policies}`,
        fix: `allow ingress to port ${port} from the addresses of the control plane, in a policy that selects ${formatRef(workload.ref)}`,
      };
    }
  },
};

interface Blocked {
  readonly workload: Workload;
  readonly port: string;
}

function blockedWorkload(scene: Scene, call: ApiServerCall, peers: readonly PolicyPeer[]): Blocked | undefined {
  const service = scene.view.get('Service', call.service, call.namespace);
  const port = service?.object.spec.ports?.find((each) => each.port === call.port);
  if (service === undefined || port === undefined) return undefined;
  for (const workload of scene.selectedBy(service)) {
    const target = targetOn(workload.pods[0].object, port);
    const groups = scene.policies.groupsOf(workload);
    if (target === undefined || groups.length === 0) continue;
    const protocol = port.protocol as Protocol;
    const isShut = (group: PodGroup): boolean =>
      group.actors.some((actor) =>
        peers.some((peer) => isKeptOut(scene, { group, actor, peer, port: target, protocol })),
      );
    if (groups.some(isShut)) return { workload, port: `${target}/${protocol}` };
  }
  return undefined;
}

interface Call {
  readonly group: PodGroup;
  readonly actor: Actor;
  readonly peer: PolicyPeer;
  readonly port: number;
  readonly protocol: Protocol;
}

/** A node comes with its own address, or with one of its tunnel or bridge, which lies in its block of pod addresses. */
function isKeptOut({ view, policies }: Scene, { group, actor: { pod }, peer, port, protocol }: Call): boolean {
  // Every plugin lets a node reach its own pods.
  if (peer.kind === 'node' && pod.object.spec.nodeName === peer.node) return false;
  const connection = connectionOf(policies.table, { direction: 'ingress', pod, peer, port, protocol });
  if (!isDrop(decide(policies.table.written, group.podClass, connection))) return false;
  if (peer.kind !== 'node') return true;
  const blocks = view.get('Node', peer.node)?.object.spec?.podCIDRs?.flatMap((text) => parseCidr(text) ?? []) ?? [];
  const candidates = policies.steps(group, 'ingress').flatMap((step) => step.candidates);
  return !candidates.some((each) => each.peer.kind === 'blocks' && overlapAny(each.peer.cidrs, blocks));
}

function overlapAny(cidrs: readonly Cidr[], others: readonly Cidr[]): boolean {
  return cidrs.some((cidr) => others.some((other) => overlaps(cidr, other)));
}

function isolating(policies: PolicyScene, workload: Workload): string {
  const steps = policies.groupsOf(workload).flatMap((group) => policies.steps(group, 'ingress'));
  const all = steps.flatMap((step) => (step.isolating.length > 0 ? step.isolating : step.policies));
  const names = [...new Set(all.map(({ ref }) => formatRef(ref)))];
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} ${names.length === 1 ? 'does' : 'do'} not let it in`;
}
