import { describe, expect, test } from 'vitest';
import { Cluster, type LintOptions } from '../../api/index.ts';
import { formatRef } from '../../engine/model/index.ts';
import type { ClusterFileSpec } from '../../engine/profiles/index.ts';

/** `warning dns-blocked NetworkPolicy default/web spec.egress`, for each finding of some codes. */
async function found(
  yaml: string,
  codes: readonly string[],
  cluster: string | ClusterFileSpec = 'default',
): Promise<readonly string[]> {
  const options: LintOptions = { only: codes };
  const report = Cluster.of({ yaml, cluster }).lint(options);
  return report.findings.map(({ severity, code, object, path }) =>
    [severity, code, object === undefined ? '' : formatRef(object), path].join(' ').trim(),
  );
}

function pod(name: string, container = 'image: nginx', extra = ''): string {
  return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: ${name}}}, spec: {${extra}containers: [{name: c, ${container}}]}}\n---\n`;
}

function policy(name: string, spec: string): string {
  return `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: {${spec}}}\n---\n`;
}

function service(name: string, spec: string): string {
  return `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {${spec}}}\n---\n`;
}

const WEB = 'podSelector: {matchLabels: {app: web}}';

describe('the DNS of the cluster', () => {
  const AT = 'dns-blocked NetworkPolicy default/web spec.egress';
  const egress = (rules: string, client = pod('web')): string =>
    client + pod('api') + policy('web', `${WEB}, policyTypes: [Egress], egress: [${rules}]`);
  const API = '{to: [{podSelector: {matchLabels: {app: api}}}]}';
  const DNS = '{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}';

  test.each([
    ['only another pod', egress(API), [`warning ${AT}`]],
    ['UDP alone', egress(`${API}, {to: [${DNS}], ports: [{port: 53, protocol: UDP}]}`), [`note ${AT}`]],
    ['TCP alone', egress(`${API}, {to: [${DNS}], ports: [{port: 53}]}`), [`warning ${AT}`]],
    ['both', egress(`${API}, {to: [${DNS}], ports: [{port: 53}, {port: 53, protocol: UDP}]}`), []],
    ['port 53 to everybody', egress(`${API}, {ports: [{port: 53}, {port: 53, protocol: UDP}]}`), []],
    [
      'the cluster IP of the DNS, which policies do not see',
      egress(`${API}, {to: [{ipBlock: {cidr: 10.96.0.10/32}}]}`),
      [`warning ${AT}`],
    ],
    ['addresses alone', egress('{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}'), [`note ${AT}`]],
    ['no egress at all is meant so', egress(''), []],
    ['a pod that asks its node', egress(API, pod('web', 'image: nginx', 'dnsPolicy: Default, ')), []],
    [
      'another policy that allows it',
      egress(API) + policy('dns', `podSelector: {}, policyTypes: [Egress], egress: [{to: [${DNS}]}]`),
      [],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ['dns-blocked'])).toEqual(expected);
  });

  const admin = (kind: string, rules: string): string =>
    `${pod('web')}{apiVersion: policy.networking.k8s.io/v1alpha1, kind: ${kind}, metadata: {name: default}, spec: {${kind === 'AdminNetworkPolicy' ? 'priority: 1, ' : ''}subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: default}}}, egress: [${rules}]}}\n---\n`;
  const DENY = '{action: Deny, to: [{namespaces: {}}]}';
  const ALLOW_DNS = '{action: Allow, to: [{namespaces: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}';
  const dnsPods = (ingress: string): string =>
    `${pod('web')}{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: dns, namespace: kube-system}, spec: {podSelector: {}, ingress: [${ingress}]}}\n---\n`;
  test.each([
    [
      'the admin tier denies, and allows nothing',
      admin('AdminNetworkPolicy', DENY),
      ['note dns-blocked AdminNetworkPolicy default spec.egress[0]'],
    ],
    ['the admin tier lets it through first', admin('AdminNetworkPolicy', `${ALLOW_DNS}, ${DENY}`), []],
    [
      'the baseline denies what it does not allow',
      admin('BaselineAdminNetworkPolicy', `{action: Allow, to: [{namespaces: {matchLabels: {team: pay}}}]}, ${DENY}`),
      ['warning dns-blocked BaselineAdminNetworkPolicy default spec.egress[1]'],
    ],
    ['a policy shuts the DNS pods', dnsPods(''), ['warning dns-blocked NetworkPolicy kube-system/dns spec.ingress']],
    [
      'a policy of the DNS pods admits UDP alone',
      dnsPods('{ports: [{port: 53, protocol: UDP}]}'),
      ['note dns-blocked NetworkPolicy kube-system/dns spec.ingress'],
    ],
    ['a policy of the DNS pods admits it', dnsPods('{from: [{namespaceSelector: {}}]}'), []],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ['dns-blocked'])).toEqual(expected);
  });

  test('it is found too where the plugin enforces nothing', async () => {
    expect(await found(egress(API), ['dns-blocked'], 'flannel')).toEqual([`warning ${AT}`]);
  });
});

const ADMIN = (action: string, port: number): string => `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: admin}
spec:
  priority: 1
  subject: {namespaces: {}}
  ingress: [{action: ${action}, from: [{namespaces: {}}], ports: [{portNumber: {port: ${port}, protocol: TCP}}]}]
`;

describe('what a Service leads to', () => {
  const SVC = service('web', 'selector: {app: web}, ports: [{port: 80}]');
  const AT = 'target-blocked Service default/web spec.ports[0]';
  const ingress = (rules: string): string =>
    pod('web') + pod('api') + SVC + policy('web', `${WEB}, ingress: [${rules}]`);
  test.each([
    ['nobody may come in', ingress(''), [`warning ${AT}`]],
    ['somebody may, on another port', ingress('{ports: [{port: 81}]}'), [`warning ${AT}`]],
    ['somebody may', ingress('{from: [{podSelector: {matchLabels: {app: api}}}]}'), []],
    ['another policy allows', ingress('') + policy('more', 'podSelector: {}, ingress: [{ports: [{port: 80}]}]'), []],
    ['no policy', pod('web') + SVC, []],
    ['an admin policy allows', ingress('') + ADMIN('Allow', 80), []],
    ['an admin policy allows another port', ingress('') + ADMIN('Allow', 81), [`warning ${AT}`]],
    ['an admin policy passes it on', ingress('') + ADMIN('Pass', 80), [`warning ${AT}`]],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ['target-blocked'])).toEqual(expected);
  });

  test.each([
    ['an image that is known', pod('web'), []],
    ['a port that is declared', pod('web', 'image: x/y, ports: [{containerPort: 80}]'), []],
    [
      'another port',
      pod('web', 'image: x/y, ports: [{containerPort: 81}]'),
      ['warning target-port-closed Service default/web spec.ports[0].targetPort'],
    ],
    [
      'the port over UDP',
      pod('web', 'image: x/y, ports: [{containerPort: 80, protocol: UDP}]'),
      ['warning target-port-closed Service default/web spec.ports[0].targetPort'],
    ],
    [
      'an image of which nothing is known',
      pod('web', 'image: x/y'),
      ['note target-port-closed Service default/web spec.ports[0].targetPort'],
    ],
    ['an image that is known, beside one of which nothing is', pod('web', 'image: httpd}, {name: d, image: x/y'), []],
    [
      'a command that is known to listen nowhere',
      pod('web', 'image: x/y, command: [sleep, 1d]'),
      ['warning target-port-closed Service default/web spec.ports[0].targetPort'],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml + SVC, ['target-port-closed'])).toEqual(expected);
  });
});

describe('an Ingress and the policies of its backend', () => {
  const BACKEND = pod('web') + pod('api') + service('web', 'selector: {app: web}, ports: [{port: 80}]');
  const INGRESS =
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}}\n---\n';
  const CONTROLLER =
    '{apiVersion: v1, kind: Namespace, metadata: {name: edge}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: c, namespace: edge}, spec: {containers: [{name: c, image: registry.k8s.io/ingress-nginx/controller:v1.12.0}]}}\n---\n';
  const AT = 'warning ingress-backend-blocked Ingress default/web spec.rules[0].http.paths[0].backend.service';
  const from = (peers: string): string => policy('web', `${WEB}, ingress: [{from: [${peers}]}]`);
  const edge = (egress: string): string =>
    policy('edge', `podSelector: {}, policyTypes: [Egress], egress: [${egress}]`).replace(
      'name: edge',
      'name: edge, namespace: edge',
    );
  const API = '{podSelector: {matchLabels: {app: api}}}';
  const EDGE = '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: edge}}}';

  test.each([
    ['only a pod of the application', INGRESS + from(API), [AT]],
    ['a peer that may be the controller', INGRESS + from(`${API}, ${EDGE}`), []],
    ['a controller that is locked out', INGRESS + CONTROLLER + from(API), [AT]],
    ['a controller that is let in', INGRESS + CONTROLLER + from(EDGE), []],
    [
      "the clients' addresses, which do not get past the controller",
      INGRESS + CONTROLLER + from('{ipBlock: {cidr: 203.0.113.0/24}}'),
      [AT],
    ],
    ['addresses that pods may have', INGRESS + CONTROLLER + from('{ipBlock: {cidr: 10.0.0.0/8}}'), []],
    ['addresses that no pod has', INGRESS + CONTROLLER + from('{ipBlock: {cidr: 192.168.0.0/16}}'), [AT]],
    [
      'addresses alone, with a balancer that is not in the manifests',
      INGRESS + from('{ipBlock: {cidr: 203.0.113.0/24}}'),
      [],
    ],
    ['a controller that may open nothing', INGRESS + CONTROLLER + edge(''), [AT]],
    [
      'a controller that may open what is needed',
      INGRESS + CONTROLLER + edge('{to: [{namespaceSelector: {}}], ports: [{port: 80}]}'),
      [],
    ],
    ['a block of addresses', INGRESS + from('{ipBlock: {cidr: 192.168.0.0/16}}'), []],
    ['no policy', INGRESS, []],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(BACKEND + yaml, ['ingress-backend-blocked'])).toEqual(expected);
  });
});

describe('superfluous rules', () => {
  const PODS = pod('web') + pod('api');
  const API = '{podSelector: {matchLabels: {app: api}}}';
  const RULE = 'note redundant-rule NetworkPolicy default/web';
  const rules = (text: string): string => PODS + policy('web', `${WEB}, ingress: [${text}]`);
  test.each([
    [
      'a narrow peer after a wide one',
      rules(`{from: [{podSelector: {}}]}, {from: [${API}]}`),
      [`${RULE} spec.ingress[1]`],
    ],
    [
      'a narrow peer on another port',
      rules(`{from: [{podSelector: {}}], ports: [{port: 80}]}, {from: [${API}], ports: [{port: 81}]}`),
      [],
    ],
    [
      'a port inside a range',
      rules('{ports: [{port: 80, endPort: 90}]}, {ports: [{port: 85}]}'),
      [`${RULE} spec.ingress[1]`],
    ],
    [
      'a port that two ranges cover together',
      rules(
        '{ports: [{port: 80, endPort: 84}]}, {ports: [{port: 85, endPort: 90}]}, {ports: [{port: 82, endPort: 88}]}',
      ),
      [`${RULE} spec.ingress[2]`],
    ],
    [
      'a block inside a block',
      rules('{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}, {from: [{ipBlock: {cidr: 203.0.113.0/28}}]}'),
      [`${RULE} spec.ingress[1]`],
    ],
    [
      'a block in the hole of a block',
      rules(
        '{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}]}, {from: [{ipBlock: {cidr: 203.0.113.0/28}}]}',
      ),
      [],
    ],
    [
      'a peer that matches nobody yet',
      rules(`{from: [{podSelector: {}}]}, {from: [{podSelector: {matchLabels: {app: later}}}]}`),
      [],
    ],
    [
      'rules for different pods',
      PODS +
        policy('a', `${WEB}, ingress: [{from: [${API}]}]`) +
        policy('b', `podSelector: {matchLabels: {app: api}}, ingress: [{from: [${API}]}]`),
      [],
    ],
    [
      'a policy that others cover',
      rules(`{from: [{podSelector: {}}]}`) +
        policy('z', `podSelector: {matchLabels: {app: web}}, ingress: [{from: [${API}]}]`),
      ['note redundant-policy NetworkPolicy default/z'],
    ],
    [
      'a policy that alone isolates some pods',
      PODS +
        policy('web', `${WEB}, ingress: [{from: [${API}]}]`) +
        policy('z', `podSelector: {}, ingress: [{from: [${API}]}]`),
      ['note redundant-policy NetworkPolicy default/web'],
    ],
    [
      'the same twice',
      PODS + policy('a', `${WEB}, ingress: [{from: [${API}]}]`) + policy('b', `ingress: [{from: [${API}]}], ${WEB}`),
      ['note duplicate-policy NetworkPolicy default/b'],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ['redundant-rule', 'redundant-policy', 'duplicate-policy'])).toEqual(expected);
  });
});

describe('the backends of an Ingress', () => {
  const ingress = (port: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {defaultBackend: {service: {name: web, port: {${port}}}}}}\n---\n`;
  const AT = 'Ingress default/web spec.defaultBackend.service.port';
  const SVC = pod('web') + service('web', 'selector: {app: web}, ports: [{name: http, port: 8080, targetPort: 80}]');

  test.each([
    ['the number of a port', SVC + ingress('number: 8080'), []],
    ['the name of a port', SVC + ingress('name: http'), []],
    ['the target port', SVC + ingress('number: 80'), [`note ingress-backend-target-port ${AT}`]],
    [
      'no port at all is said by the gateway',
      SVC + ingress('number: 81'),
      ['warning ingress-backend-missing Ingress default/web'],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(yaml, ['ingress-backend-target-port', 'ingress-backend-missing'])).toEqual(expected);
  });

  test('a controller that the manifests do not hold may be elsewhere', async () => {
    expect(await found(SVC + ingress('number: 8080'), ['ingress-not-served'])).toEqual([
      'note ingress-not-served Ingress default/web',
    ]);
  });
});

describe('the Service of a StatefulSet', () => {
  const AT = ['warning stateful-set-service StatefulSet default/db spec.serviceName'];
  const SET =
    '{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: postgres}]}}}}\n---\n';

  test.each([
    ['headless, for its pods', service('db', 'clusterIP: None, selector: {app: db}'), []],
    ['headless, without a selector', service('db', 'clusterIP: None'), []],
    ['headless, for other pods', service('db', 'clusterIP: None, selector: {app: web}'), AT],
    // The DNS answers for `db-0.db` below a cluster IP too (coredns plugin/kubernetes findServices).
    ['with a cluster IP', service('db', 'selector: {app: db}, ports: [{port: 5432}]'), []],
    ['with a cluster IP, for other pods', service('db', 'selector: {app: web}, ports: [{port: 5432}]'), AT],
    ['an alias', service('db', 'type: ExternalName, externalName: db.example, selector: {app: db}'), AT],
    ['not there', '', AT],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(SET + yaml, ['stateful-set-service'])).toEqual(expected);
  });
});

describe('pods on the host network', () => {
  const AGENT = pod('agent', 'image: x/y', 'hostNetwork: true, ') + pod('web');
  const AT = 'warning policy-names-host-network NetworkPolicy default/p';

  test.each([
    ['as a subject', policy('p', 'podSelector: {matchLabels: {app: agent}}'), [`${AT} spec.podSelector`]],
    [
      'as a peer',
      policy('p', `${WEB}, ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}]`),
      [`${AT} spec.ingress[0].from[0]`],
    ],
    ['among all pods', policy('p', 'podSelector: {}, ingress: [{from: [{podSelector: {}}]}]'), []],
  ])('%s', async (_, yaml, expected) => {
    expect(
      await found(AGENT + yaml, ['policy-names-host-network', 'policy-selects-nothing', 'peer-matches-nothing']),
    ).toEqual(expected);
  });
});

describe('pods on the host network, where the plugin knows them by their labels', () => {
  const CLUSTER: ClusterFileSpec = { extends: 'default', network: { policies: { hostNetwork: 'pod' } } };
  const AGENT = pod('agent', 'image: x/y', 'hostNetwork: true, ') + pod('web');
  const CODES = ['policy-names-host-network', 'unprotected-workload', 'peer-matches-nothing'];

  test.each([
    [
      'as a peer',
      policy('p', `${WEB}, ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}]`),
      ['note unprotected-workload Pod default/agent'],
    ],
    [
      'as a subject',
      policy('p', 'podSelector: {matchLabels: {app: agent}}'),
      ['note unprotected-workload Pod default/web'],
    ],
    ['as a subject among all', policy('p', 'podSelector: {}'), []],
  ])('%s', async (_, yaml, expected) => {
    expect(await found(AGENT + yaml, CODES, CLUSTER)).toEqual(expected);
  });
});

test.each([
  { cidrs: '10.244.0.0/16', over: 'every pod of the cluster too' },
  { cidrs: '10.244.0.0/16,fd00:10:244::/56', over: 'every pod of the cluster over IPv4 too' },
])('a wide block of one family admits pods of $cidrs by their addresses of that family', ({ cidrs, over }) => {
  const yaml = pod('web') + policy('p', `${WEB}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]`);
  const isDual = cidrs.includes(',');
  const nodes = [{ name: 'a', addresses: isDual ? ['192.168.0.10', 'fd00:192:168::10'] : ['192.168.0.10'] }];
  const network = { podCIDR: cidrs, serviceCIDR: isDual ? '10.96.0.0/16,fd00:10:96::/112' : '10.96.0.0/16' };
  const { findings } = Cluster.of({ yaml, cluster: { network, nodes } }).lint({ only: ['ip-block-covers-pods'] });
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(over)]);
});

describe('blocks of addresses', () => {
  const AT = (code: string): string => `${code} NetworkPolicy default/p spec.ingress[0].from[0].ipBlock.cidr`;
  test.each([
    ['inside the pod range', '{cidr: 10.244.3.0/24}', [AT('warning ip-block-covers-pods')]],
    ['everything', '{cidr: 0.0.0.0/0}', [AT('note ip-block-covers-pods')]],
    ['everything but the pods', '{cidr: 0.0.0.0/0, except: [10.0.0.0/8]}', []],
    ['inside the Service range', '{cidr: 10.96.0.0/16}', [AT('warning ip-block-covers-services')]],
    ['outside', '{cidr: 203.0.113.0/24}', []],
    ['the other family', "{cidr: '::/0'}", []],
  ])('%s', async (_, block, expected) => {
    const yaml = pod('web') + policy('p', `${WEB}, ingress: [{from: [{ipBlock: ${block}}]}]`);
    expect(await found(yaml, ['ip-block-covers-pods', 'ip-block-covers-services'])).toEqual(expected);
  });
});
