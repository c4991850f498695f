import { describe, expect, test } from 'vitest';
import { differencesOf, judged } from './comparison.fixture.ts';

const SERVICE = `
Name:                     web
Namespace:                default
Labels:                   app=web
Annotations:              <none>
Selector:                 app=web
Type:                     NodePort
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       {vip}
IPs:                      {vip}
Port:                     <unset>  80/TCP
TargetPort:               80/TCP
NodePort:                 <unset>  {port}/TCP
Endpoints:                {ip1}:80,{ip2}:80
Session Affinity:         None
External Traffic Policy:  Cluster
Internal Traffic Policy:  Cluster
Events:                   <none>
`;

/** The Service as kubectl 1.5 described it, with one line changed. */
function described(from = '', to = ''): string {
  return `Name:                   web
Namespace:              default
Labels:                 app=web
Selector:               app=web
Type:                   NodePort
IP:                     10.254.114.251
Port:                   <unset> 80/TCP
NodePort:               <unset> 31608/TCP
Endpoints:              172.30.41.2:80,172.30.5.3:80
Session Affinity:       None
No events.`.replace(from, to);
}

describe('a described Service', () => {
  test.each<[string, string, readonly string[]]>([
    ['of 1.5', described(), []],
    ['other labels', described('app=web', 'app=api'), ['12: Labels is app=web']],
    ['no labels', described('app=web', '<none>'), ['12: Labels is app=web']],
    ['another type', described('NodePort', 'ClusterIP'), ['14: Type is NodePort']],
    ['another port', described('80/TCP', '8080/TCP'), ['16: Port is <unset>  80/TCP']],
    ['another name', described('web', 'api'), ['10: Name is web']],
    ['fewer endpoints', described(',172.30.5.3:80'), ['18: 2 endpoints, not 1']],
    ['no endpoints', described('172.30.41.2:80,172.30.5.3:80', '<none>'), ['18: 2 endpoints, not 0']],
    ['endpoints of another port', described('5.3:80', '5.3:8080'), ['18: Endpoints is {ip1}:80,{ip2}:80']],
    ['affinity', described('None', 'ClientIP'), ['19: Session Affinity is None']],
    ['a line of another version', described('No events.', 'Cloud Firewall: none'), []],
    [
      'an entry that the cluster has not',
      described('No events.', 'LoadBalancer Ingress: 34.1.2.3'),
      ['20: the cluster gives the Service no address'],
    ],
    [
      'lines that grep leaves',
      'IP:                     10.254.114.251\nEndpoints:              172.30.41.2:80,172.30.5.3:80',
      [],
    ],
  ])('%s', (_, page, expected) => {
    const found = differencesOf(judged('kubectl describe svc web', page, SERVICE));
    expect(found).toEqual(
      expected.map((text) => text.replace(/\{\w+\}.*/, '')).map((text) => expect.stringContaining(text)),
    );
  });

  test('grep takes lines of both', () => {
    const page = 'Endpoints:              172.30.41.2:80';
    expect(
      differencesOf(judged('kubectl describe svc web', page, 'Endpoints:                {ip1}:80,{ip2}:80')),
    ).toHaveLength(1);
    expect(
      differencesOf(
        judged('kubectl describe svc web', `${page},172.30.41.3:80`, 'Endpoints:                {ip1}:80,{ip2}:80'),
      ),
    ).toEqual([]);
  });
});

const POLICY = `
Name:         allow
Namespace:    default
Created on:   2024-01-01 00:00:00 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     app=web
  Allowing ingress traffic:
    To Port: 80/TCP
    From:
      PodSelector: app=client
    ----------
    To Port: <any> (traffic allowed to all ports)
    From:
      IPBlock:
        CIDR: 10.0.0.0/8
        Except: 
  Not affecting egress traffic
  Policy Types: Ingress
`;

const INGRESS = `
Name:             web
Labels:           <none>
Namespace:        default
Address:          localhost
Ingress Class:    nginx
Default backend:  <default>
Rules:
  Host           Path  Backends
  ----           ----  --------
  a.example.com  
                 /   web:80 ({ip1}:80,{ip2}:80)
Annotations:     nginx.ingress.kubernetes.io/rewrite-target: /
Events:          <none>
`;

describe('other described objects', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'a policy',
      'Name: allow\nCreated on: 2018-09-28 10:01:02 +0200 CEST\nSpec:\n  PodSelector: app=web\n  Allowing ingress traffic:\n    To Port: 80/TCP\n    From:\n      PodSelector: app=client',
      POLICY,
      [],
    ],
    ['a policy for other pods', 'Name: allow\nSpec:\n  PodSelector: app=api', POLICY, ['12: PodSelector is app=web']],
    [
      'a policy from other pods',
      'Name: allow\nSpec:\n  PodSelector: app=web\n  Allowing ingress traffic:\n    From:\n      PodSelector: app=x',
      POLICY,
      ['15: PodSelector is app=client'],
    ],
    [
      'a policy of another block',
      'Name: allow\nSpec:\n  Allowing ingress traffic:\n    From:\n      PodSelector: app=client\n    From:\n      IPBlock:\n        CIDR: 10.0.0.0/9',
      POLICY,
      ['17: CIDR is 10.0.0.0/8'],
    ],
    [
      'an Ingress of 1.10',
      'Name: web\nAddress: 192.168.99.100\nRules:\n  Host  Path  Backends\n  ----  ----  --------\n  a.example.com\n        /   web:80 (<none>)\nAnnotations:\n  nginx.ingress.kubernetes.io/rewrite-target: /',
      INGRESS,
      [],
    ],
    [
      'an Ingress of another backend',
      'Name: web\nRules:\n  Host  Path  Backends\n  ----  ----  --------\n  a.example.com\n        /   api:80 (<none>)',
      INGRESS,
      ['15: no such line stands there'],
    ],
    [
      'an Ingress of another annotation',
      'Name: web\nAnnotations:  nginx.ingress.kubernetes.io/rewrite-target: /$1',
      INGRESS,
      ['11: Annotations is nginx.ingress.kubernetes.io/rewrite-target: /'],
    ],
    [
      'a Deployment of 1.5',
      'Name: web\nReplicas: 2 updated | 2 total | 2 available | 0 unavailable\nNewReplicaSet: web-664452237 (2/2 replicas created)',
      'Name:                   web\nReplicas:               2 desired | 2 updated | 2 total | 2 available | 0 unavailable\nNewReplicaSet:   {rs} (2/2 replicas created)',
      [],
    ],
    [
      'a Deployment of more',
      'Name: web\nReplicas: 3 desired | 3 updated',
      'Name:                   web\nReplicas:               2 desired | 2 updated | 2 total | 2 available | 0 unavailable',
      ['11: 2 desired, not 3'],
    ],
    [
      'two pods',
      'Name: web-664452237-2r6sf\nNode: w1/10.0.0.4\nIP: 172.30.41.2\n\nName: web-664452237-hr532\nIP: 172.30.41.3',
      'Name:         {pod1}\nNode:         {node1}/172.18.0.3\nIP:           {ip1}\n\n\nName:         {pod2}\nIP:           {ip2}',
      [],
    ],
    [
      'an object that is not there',
      'Name: web\nIP: 172.30.41.2',
      'Error from server (NotFound): services "web" not found',
      ['10: the command fails'],
    ],
  ])('%s', (_, page, actual, expected) => {
    expect(differencesOf(judged('kubectl describe x', page, actual))).toEqual(expected);
  });
});

const POD = `
apiVersion: v1
kind: Pod
metadata:
  labels:
    app: web
    pod-template-hash: "7957885594"
  name: {pod1}
  namespace: default
  uid: 73e2b729-af28-49d8-8292-1befb062e0ae
spec:
  containers:
  - image: nginx
    name: nginx
    ports:
    - containerPort: 80
  nodeName: {node1}
status:
  hostIP: 172.18.0.3
  phase: Running
  podIP: {ip1}
  podIPs:
  - ip: {ip1}
`;

const ENDPOINTS = `{
    "apiVersion": "v1",
    "kind": "Endpoints",
    "metadata": {
        "name": "web"
    },
    "subsets": [
        {
            "addresses": [
                {
                    "ip": "{ip1}"
                },
                {
                    "ip": "{ip2}"
                }
            ],
            "ports": [
                {
                    "port": 80
                }
            ]
        }
    ]
}`;

describe('YAML and JSON', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'a part of it',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  creationTimestamp: 2017-04-25T18:01:16Z\n  labels:\n    app: web\n  name: web-664452237-2r6sf\nspec:\n  nodeName: w1\nstatus:\n  podIP: 172.30.41.2',
      POD,
      [],
    ],
    [
      'with dots',
      'apiVersion: v1\nkind: Pod\nmetadata:\n  ...\nspec:\n  containers:\n  - image: nginx\n    ...\nstatus:\n  phase: Running',
      POD,
      [],
    ],
    [
      'fields of another version',
      'kind: Pod\nspec:\n  containers:\n  - image: nginx\n    name: nginx\n    terminationMessagePath: /dev/log\n  serviceAccount: default',
      POD,
      [],
    ],
    ['another label', 'kind: Pod\nmetadata:\n  labels:\n    app: api', POD, ['13: app is web']],
    ['a label that it has not', 'kind: Pod\nmetadata:\n  labels:\n    tier: front', POD, ['13: labels has no tier']],
    [
      'another image',
      'kind: Pod\nspec:\n  containers:\n  - name: nginx\n    image: httpd',
      POD,
      ['14: image is nginx'],
    ],
    ['another phase', 'kind: Pod\nstatus:\n  phase: Pending', POD, ['12: phase is Running']],
    [
      'another port',
      'kind: Pod\nspec:\n  containers:\n  - name: nginx\n    ports:\n    - containerPort: 8080',
      POD,
      ['15: containerPort is 80'],
    ],
    [
      'JSON',
      '{\n  "kind": "Endpoints",\n  "subsets": [\n    {\n      "addresses": [\n        {\n          "ip": "172.17.0.4"\n        },\n        {\n          "ip": "172.17.0.5"\n        }\n      ]\n    }\n  ]\n}',
      ENDPOINTS,
      [],
    ],
    [
      'JSON on one line',
      '{"kind": "Endpoints", "subsets": [{"addresses": [{"ip": "172.17.0.4"}, {"ip": "172.17.0.5"}]}]}',
      ENDPOINTS,
      [],
    ],
    [
      'JSON with fewer items',
      '{\n  "kind": "Endpoints",\n  "subsets": [\n    {\n      "addresses": [\n        {\n          "ip": "172.17.0.4"\n        }\n      ]\n    }\n  ]\n}',
      ENDPOINTS,
      ['15: addresses has 2 items, not 1'],
    ],
    ['lines that grep leaves', '    podIP: 172.30.41.2', '    podIP: {ip1}\n    podIPs:', []],
    [
      'fewer lines than grep leaves',
      '    podIP: 172.30.41.2',
      '    podIP: {ip1}\n    podIP: {ip2}',
      ['10: {ip2} is there too'],
    ],
    [
      'more lines than grep leaves',
      '    podIP: 172.30.41.2\n    podIP: 172.30.41.3',
      '    podIP: {ip1}',
      ['10: 172.30.41.3 is not among them'],
    ],
  ])('%s', (_, page, actual, expected) => {
    const found = differencesOf(judged('kubectl get x -o yaml', page, actual));
    expect(found).toEqual(
      expected.map((text) => (text.includes('{') ? expect.stringMatching(/10: .* is there too/) : text)),
    );
  });
});
