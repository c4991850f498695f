import { formatRef } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { podYaml, serviceYaml } from '../example-manifests.ts';

const POD = podYaml('web', 'image: nginx');

export const localTrafficWithoutPods: Check = {
  code: 'local-traffic-without-pods',
  severity: 'note',
  title: 'A NodePort Service with externalTrafficPolicy Local has nodes without a pod',
  why: 'With `externalTrafficPolicy: Local` a node answers on the node port only by pods of its own: packets that reach another node are dropped. A load balancer learns from health checks which nodes to use; who names nodes by hand must know.',
  fix: "Run a pod on every node (a DaemonSet), name the nodes that have one, or use `externalTrafficPolicy: Cluster` and lose the client's address.",
  example: {
    given: POD,
    wrong: serviceYaml(
      'web',
      'type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]',
    ),
    right: serviceYaml('web', 'type: NodePort, selector: {app: web}, ports: [{port: 80}]'),
  },
  *find(scene) {
    for (const service of scene.written('Service')) {
      const { type, externalTrafficPolicy } = service.object.spec;
      if (type !== 'NodePort' || externalTrafficPolicy !== 'Local') continue;
      const pods = scene.selectedBy(service).flatMap((workload) => workload.pods);
      const taken = new Set(pods.map(({ object }) => object.spec.nodeName));
      const empty = scene.view.spec.nodes.filter(({ name, kubeProxy, up }) => kubeProxy && up && !taken.has(name));
      if (pods.length === 0 || empty.length === 0) continue;
      const names = empty.map(({ name }) => name);
      const nodes = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
      yield {
        about: service.ref,
        path: ['spec', 'externalTrafficPolicy'],
        message: `${nodes} ${names.length === 1 ? 'runs' : 'run'} no pod of the Service, so packets to the node port there are dropped`,
        fix: 'use externalTrafficPolicy: Cluster, or run a pod on every node',
      };
    }
  },
};

export const sourceRangesBypassed: Check = {
  code: 'source-ranges-bypassed',
  severity: 'note',
  title: 'loadBalancerSourceRanges do not hold for the node port of the Service',
  why: 'The ranges restrict who may use the address of the load balancer. The Service has a node port as well, and that answers everybody who can reach a node.',
  fix: 'Set `allocateLoadBalancerNodePorts: false` where the load balancer does not need node ports, or restrict the sources by a NetworkPolicy with `externalTrafficPolicy: Local`.',
  example: {
    given: POD,
    wrong: serviceYaml(
      'web',
      'type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], selector: {app: web}, ports: [{port: 80}]',
    ),
    right: serviceYaml(
      'web',
      'type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], allocateLoadBalancerNodePorts: false, selector: {app: web}, ports: [{port: 80}]',
    ),
  },
  *find(scene) {
    for (const { ref, object } of scene.written('Service')) {
      const { type, loadBalancerSourceRanges = [], ports = [] } = object.spec;
      const open = ports.flatMap(({ nodePort }) => (nodePort === undefined || nodePort === 0 ? [] : [nodePort]));
      const worldwide = loadBalancerSourceRanges.includes('0.0.0.0/0');
      if (type !== 'LoadBalancer' || loadBalancerSourceRanges.length === 0 || worldwide || open.length === 0) continue;
      yield {
        about: ref,
        path: ['spec', 'loadBalancerSourceRanges'],
        message: `the ranges do not restrict node port ${open.join(', ')} of ${formatRef(ref)}: it answers whoever reaches a node`,
        fix: 'set allocateLoadBalancerNodePorts: false if the load balancer needs no node ports',
      };
    }
  },
};
