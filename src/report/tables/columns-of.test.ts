import { describe, expect, test } from 'vitest';
import { resourcesOf } from '../../engine/testing/index.ts';
import { columnsOf } from './columns-of.ts';

/** The cells of an object under their column names, as `NAME: value`; wide columns in brackets. */
function cellsOf(yaml: string): readonly string[] {
  return resourcesOf(yaml).flatMap(({ ref, object }) =>
    columnsOf(ref.kind)
      .filter(({ name }) => name !== 'AGE')
      .map(({ name, wide, cell }) => `${wide ? `[${name}]` : name}: ${cell(object, () => '')}`),
  );
}

const TEMPLATE = 'template: {spec: {containers: [{name: a, image: nginx:1}, {name: b, image: redis}]}}';
const SPEC = `{replicas: 3, selector: {matchLabels: {app: web}}, ${TEMPLATE}}`;

/** Each row is a print function of kubernetes pkg/printers/internalversion/printers.go: every column, in its order. */
const KINDS: readonly (readonly [kind: string, object: string, cells: readonly string[]])[] = [
  [
    'Node',
    '{kind: Node, metadata: {name: n, labels: {node-role.kubernetes.io/worker: "", node-role.kubernetes.io/control-plane: "", node-role.kubernetes.io/: "", kubernetes.io/role: db}}, spec: {unschedulable: true}, status: {conditions: [{type: Ready, status: Unknown}], addresses: [{type: Hostname, address: n}, {type: InternalIP, address: 10.0.0.1}, {type: InternalIP, address: "fd00::1"}], nodeInfo: {kubeletVersion: v1.33.0}}}',
    [
      'STATUS: NotReady,SchedulingDisabled',
      'ROLES: control-plane,db,worker',
      'VERSION: v1.33.0',
      '[INTERNAL-IP]: 10.0.0.1',
      '[EXTERNAL-IP]: <none>',
      '[OS-IMAGE]: <unknown>',
      '[KERNEL-VERSION]: <unknown>',
      '[CONTAINER-RUNTIME]: <unknown>',
    ],
  ],
  [
    'Deployment',
    `{kind: Deployment, metadata: {name: d}, spec: ${SPEC}, status: {readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1}}`,
    [
      'READY: 2/3',
      'UP-TO-DATE: 3',
      'AVAILABLE: 1',
      '[CONTAINERS]: a,b',
      '[IMAGES]: nginx:1,redis',
      '[SELECTOR]: app=web',
    ],
  ],
  [
    'ReplicaSet',
    `{kind: ReplicaSet, metadata: {name: r}, spec: ${SPEC}, status: {replicas: 2, readyReplicas: 1}}`,
    ['DESIRED: 3', 'CURRENT: 2', 'READY: 1', '[CONTAINERS]: a,b', '[IMAGES]: nginx:1,redis', '[SELECTOR]: app=web'],
  ],
  [
    'ReplicationController',
    `{kind: ReplicationController, metadata: {name: r}, spec: {selector: {b: "2", a: "1"}, ${TEMPLATE}}}`,
    ['DESIRED: 1', 'CURRENT: 0', 'READY: 0', '[CONTAINERS]: a,b', '[IMAGES]: nginx:1,redis', '[SELECTOR]: a=1,b=2'],
  ],
  [
    'StatefulSet',
    `{kind: StatefulSet, metadata: {name: s}, spec: ${SPEC}, status: {readyReplicas: 1}}`,
    ['READY: 1/3', '[CONTAINERS]: a,b', '[IMAGES]: nginx:1,redis'],
  ],
  [
    'DaemonSet',
    '{kind: DaemonSet, metadata: {name: d}, spec: {selector: {matchLabels: {app: web}}, template: {spec: {nodeSelector: {disk: ssd}, containers: [{name: a, image: x}]}}}, status: {desiredNumberScheduled: 5, currentNumberScheduled: 4, numberReady: 3, updatedNumberScheduled: 2, numberAvailable: 1}}',
    [
      'DESIRED: 5',
      'CURRENT: 4',
      'READY: 3',
      'UP-TO-DATE: 2',
      'AVAILABLE: 1',
      'NODE SELECTOR: disk=ssd',
      '[CONTAINERS]: a',
      '[IMAGES]: x',
      '[SELECTOR]: app=web',
    ],
  ],
  [
    'Job',
    `{kind: Job, metadata: {name: j}, spec: {completions: 3, ${TEMPLATE}}, status: {succeeded: 1}}`,
    [
      'STATUS: Running',
      'COMPLETIONS: 1/3',
      'DURATION: ',
      '[CONTAINERS]: a,b',
      '[IMAGES]: nginx:1,redis',
      '[SELECTOR]: <none>',
    ],
  ],
  [
    'CronJob',
    `{kind: CronJob, metadata: {name: c}, spec: {schedule: "*/5 * * * *", timeZone: Etc/UTC, suspend: true, jobTemplate: {spec: {${TEMPLATE}}}}, status: {active: [{name: c-1}]}}`,
    [
      'SCHEDULE: */5 * * * *',
      'TIMEZONE: Etc/UTC',
      'SUSPEND: True',
      'ACTIVE: 1',
      'LAST SCHEDULE: <none>',
      '[CONTAINERS]: a,b',
      '[IMAGES]: nginx:1,redis',
      '[SELECTOR]: <none>',
    ],
  ],
  [
    'ClusterNetworkPolicy',
    '{kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: Baseline, priority: 0}}',
    ['TIER: Baseline', 'PRIORITY: 0'],
  ],
  ['AdminNetworkPolicy', '{kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 7}}', ['PRIORITY: 7']],
  ['BaselineAdminNetworkPolicy', '{kind: BaselineAdminNetworkPolicy, metadata: {name: b}, spec: {}}', []],
  [
    'IngressClass',
    '{kind: IngressClass, metadata: {name: i}, spec: {controller: k8s.io/ingress-nginx, parameters: {apiGroup: k8s.example.net, kind: Config, name: web}}}',
    ['CONTROLLER: k8s.io/ingress-nginx', 'PARAMETERS: Config.k8s.example.net/web'],
  ],
  [
    'NetworkPolicy',
    '{kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {matchLabels: {app: web}}}}',
    ['POD-SELECTOR: app=web'],
  ],
  ['Namespace', '{kind: Namespace, metadata: {name: n}, status: {phase: Terminating}}', ['STATUS: Terminating']],
  ['ConfigMap', '{kind: ConfigMap, metadata: {name: c}, data: {a: x}, binaryData: {b: eA==}}', ['DATA: 2']],
  [
    'Secret',
    '{kind: Secret, metadata: {name: s}, data: {a: eA==, b: eA==}, stringData: {b: y, c: z}}',
    ['TYPE: Opaque', 'DATA: 3'],
  ],
  ['ServiceAccount', '{kind: ServiceAccount, metadata: {name: s}}', ['SECRETS: 0']],
  [
    'PriorityClass',
    '{kind: PriorityClass, metadata: {name: p}, value: 1000, globalDefault: true, preemptionPolicy: Never}',
    ['VALUE: 1000', 'GLOBAL-DEFAULT: true', 'PREEMPTIONPOLICY: Never'],
  ],
  [
    'PersistentVolumeClaim',
    '{kind: PersistentVolumeClaim, metadata: {name: c}, spec: {volumeName: pv, storageClassName: fast, volumeMode: Block}, status: {phase: Bound, capacity: {storage: 1Gi}, accessModes: [ReadWriteMany, ReadWriteOnce]}}',
    [
      'STATUS: Bound',
      'VOLUME: pv',
      'CAPACITY: 1Gi',
      'ACCESS MODES: RWO,RWX',
      'STORAGECLASS: fast',
      'VOLUMEATTRIBUTESCLASS: <unset>',
      '[VOLUMEMODE]: Block',
    ],
  ],
];

test.each(KINDS)('the columns of a %s', (_, object, cells) => {
  expect(cellsOf(object)).toEqual(cells);
});

const CELLS: readonly (readonly [rule: string, object: string, cell: string])[] = [
  ['a node says nothing', '{kind: Node, metadata: {name: n}}', 'STATUS: Unknown'],
  [
    'a cluster IP',
    '{kind: Service, metadata: {name: s}, spec: {clusterIPs: [10.96.0.1, "fd00::1"]}}',
    'CLUSTER-IP: 10.96.0.1',
  ],
  ['headless', '{kind: Service, metadata: {name: s}, spec: {clusterIPs: [None], clusterIP: None}}', 'CLUSTER-IP: None'],
  [
    'no cluster IP',
    '{kind: Service, metadata: {name: s}, spec: {type: ExternalName, externalName: a.b}}',
    'CLUSTER-IP: <none>',
  ],
  [
    'a name outside',
    '{kind: Service, metadata: {name: s}, spec: {type: ExternalName, externalName: a.b}}',
    'EXTERNAL-IP: a.b',
  ],
  [
    'external IPs',
    '{kind: Service, metadata: {name: s}, spec: {type: NodePort, externalIPs: [9.9.9.9, 1.1.1.1]}}',
    'EXTERNAL-IP: 9.9.9.9,1.1.1.1',
  ],
  ['no balancer yet', '{kind: Service, metadata: {name: s}, spec: {type: LoadBalancer}}', 'EXTERNAL-IP: <pending>'],
  [
    'a balancer',
    '{kind: Service, metadata: {name: s}, spec: {type: LoadBalancer, externalIPs: [1.1.1.1]}, status: {loadBalancer: {ingress: [{ip: 9.9.9.9}, {hostname: a-long-name.elb.example.com}, {ip: 9.9.9.9}]}}}',
    'EXTERNAL-IP: 9.9.9.9,a-long-name.elb.example.com,1.1.1.1',
  ],
  ['no port', '{kind: Service, metadata: {name: s}, spec: {clusterIP: None}}', 'PORT(S): <none>'],
  [
    'node ports',
    '{kind: Service, metadata: {name: s}, spec: {ports: [{port: 80, nodePort: 30080}, {port: 53, protocol: UDP}]}}',
    'PORT(S): 80:30080/TCP,53/UDP',
  ],
  ['a selector', '{kind: Service, metadata: {name: s}, spec: {selector: {b: "2", a: "1"}}}', '[SELECTOR]: a=1,b=2'],
  ['no selector', '{kind: Service, metadata: {name: s}, spec: {}}', '[SELECTOR]: <none>'],
  ['no subset', '{kind: Endpoints, metadata: {name: e}}', 'ENDPOINTS: <none>'],
  [
    'nothing ready',
    '{kind: Endpoints, metadata: {name: e}, subsets: [{notReadyAddresses: [{ip: 10.0.0.1}], ports: [{port: 80}]}]}',
    'ENDPOINTS: ',
  ],
  [
    'port by port',
    '{kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: 10.0.0.1}, {ip: "fd00::1"}], ports: [{port: 80}, {port: 443}]}]}',
    'ENDPOINTS: 10.0.0.1:80,[fd00::1]:80,10.0.0.1:443 + 1 more...',
  ],
  [
    'no ports',
    '{kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: 10.0.0.1}]}]}',
    'ENDPOINTS: 10.0.0.1',
  ],
  [
    'slice: family',
    '{kind: EndpointSlice, metadata: {name: e}, addressType: IPv6, endpoints: []}',
    'ADDRESSTYPE: IPv6',
  ],
  [
    'slice: empty',
    '{kind: EndpointSlice, metadata: {name: e}, addressType: IPv4, endpoints: []}',
    'ENDPOINTS: <unset>',
  ],
  [
    'slice: no ports',
    '{kind: EndpointSlice, metadata: {name: e}, addressType: IPv4, endpoints: [], ports: []}',
    'PORTS: <unset>',
  ],
  [
    'slice: three ports',
    '{kind: EndpointSlice, metadata: {name: e}, addressType: IPv4, endpoints: [], ports: [{port: 80}, {name: web}, {}]}',
    'PORTS: 80,web,',
  ],
  [
    'slice: not ready ones too',
    '{kind: EndpointSlice, metadata: {name: e}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2], conditions: {ready: false}}, {addresses: [10.0.0.3]}, {addresses: [10.0.0.4]}]}',
    'ENDPOINTS: 10.0.0.1,10.0.0.2,10.0.0.3 + 1 more...',
  ],
  [
    'a job with workers',
    '{kind: Job, metadata: {name: j}, spec: {parallelism: 2, template: {}}}',
    'COMPLETIONS: 0/1 of 2',
  ],
  ['a job alone', '{kind: Job, metadata: {name: j}, spec: {template: {}}}', 'COMPLETIONS: 0/1'],
  [
    'a job that is done',
    '{kind: Job, metadata: {name: j, deletionTimestamp: x}, status: {conditions: [{type: Complete, status: "True"}]}}',
    'STATUS: Complete',
  ],
  [
    'a job that is suspended',
    '{kind: Job, metadata: {name: j}, status: {conditions: [{type: Complete, status: "False"}, {type: Suspended, status: "True"}]}}',
    'STATUS: Suspended',
  ],
  [
    'a cron job',
    '{kind: CronJob, metadata: {name: c}, spec: {schedule: "@daily", jobTemplate: {}}}',
    'TIMEZONE: <none>',
  ],
  [
    'a policy for every pod',
    '{kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}',
    'POD-SELECTOR: <none>',
  ],
  ['any host', '{kind: Ingress, metadata: {name: i}, spec: {rules: [{}]}}', 'HOSTS: *'],
  [
    'three hosts',
    '{kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a}, {}, {host: b}, {host: c}]}}',
    'HOSTS: a,b,c',
  ],
  [
    'rules beyond the third host',
    '{kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a}, {host: b}, {host: c}, {}, {host: d}]}}',
    'HOSTS: a,b,c + 2 more...',
  ],
  ['no TLS', '{kind: Ingress, metadata: {name: i}, spec: {}}', 'PORTS: 80'],
  ['TLS', '{kind: Ingress, metadata: {name: i}, spec: {tls: [{}]}}', 'PORTS: 80, 443'],
  ['no class', '{kind: Ingress, metadata: {name: i}, spec: {}}', 'CLASS: <none>'],
  ['no address', '{kind: Ingress, metadata: {name: i}, spec: {}}', 'ADDRESS: '],
  [
    'an address',
    '{kind: Ingress, metadata: {name: i}, spec: {ingressClassName: nginx}, status: {loadBalancer: {ingress: [{ip: 10.0.0.9}]}}}',
    'ADDRESS: 10.0.0.9',
  ],
  ['no parameters', '{kind: IngressClass, metadata: {name: i}, spec: {controller: c}}', 'PARAMETERS: <none>'],
  [
    'a claim that waits',
    '{kind: PersistentVolumeClaim, metadata: {name: c}, spec: {}, status: {accessModes: [ReadWriteOnce]}}',
    'ACCESS MODES: ',
  ],
  [
    'a pod with gates',
    '{kind: Pod, metadata: {name: p}, spec: {readinessGates: [{conditionType: a}, {conditionType: b}]}, status: {conditions: [{type: a, status: "True"}]}}',
    '[READINESS GATES]: 1/2',
  ],
];

describe('cells', () => {
  test.each(CELLS)('%s', (_, object, cell) => {
    expect(cellsOf(object)).toContain(cell);
  });
});
