import { describe, expect, test } from 'vitest';
import { differencesOf, judged } from './comparison.fixture.ts';

const PODS = `
NAME                   READY   STATUS    RESTARTS   AGE
client                 1/1     Running   0          0s
{pod1}   1/1     Running   0          0s
{pod2}   1/1     Running   0          0s
`;

describe('pods', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'of today',
      'NAME READY STATUS RESTARTS AGE\nclient   1/1  Running  0  4m\nweb-5d8c5b8f4d-x2v4f  1/1  Running  2 (3m ago)  5d\nweb-5d8c5b8f4d-zz9k2  1/1  Running  0  5d',
      [],
    ],
    [
      'of 1.5, with a number for a hash',
      'NAME                   READY     STATUS    RESTARTS   AGE\nclient                 1/1       Running   0          4m\nweb-664452237-2r6sf    1/1       Running   0          4m\nweb-664452237-hr532    1/1       Running   0          4m',
      [],
    ],
    [
      'in another order',
      'NAME  READY  STATUS  RESTARTS  AGE\nweb-664452237-2r6sf  1/1  Running  0  4m\nclient  1/1  Running  0  4m\nweb-664452237-hr532  1/1  Running  0  4m',
      [],
    ],
    [
      'with placeholders',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  1/1  Running  0  4m\nweb-xxxxxxxxxx-xxxxx  1/1  Running  0  4m\nweb-<hash>-<id>  1/1  Running  0  4m',
      [],
    ],
    ['shortened', 'NAME  READY  STATUS  RESTARTS  AGE\nweb-664452237-2r6sf  1/1  Running  0  4m\n...', []],
    ['shortened at the start', '...\nclient  1/1  Running  0  4m', []],
    [
      'without a heading',
      'client  1/1  Running  0  4m\nweb-664452237-2r6sf  1/1  Running  0  4m\nweb-664452237-hr532  1/1  Running  3  4m',
      [],
    ],
    [
      'on their way',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  1/1  Running  0  4m\nweb-664452237-2r6sf  0/1  ContainerCreating  0  4s\nweb-664452237-hr532  0/1  Pending  0  4s',
      [],
    ],
    [
      'on their way out',
      'NAME  READY  STATUS  RESTARTS  AGE\nold-664452237-7r6sf  1/1  Terminating  0  9m\nclient  1/1  Running  0  4m\nweb-664452237-2r6sf  1/1  Running  0  4s\nweb-664452237-hr532  1/1  Running  0  4s',
      [],
    ],
    [
      'watched',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  0/1  Pending  0  0s\nclient  0/1  ContainerCreating  0  1s\nclient  1/1  Running  0  4s\n...',
      [],
    ],
    [
      'one pod is not there',
      'NAME  READY  STATUS  RESTARTS  AGE\nweb-664452237-2r6sf  1/1  Running  0  4m\nweb-664452237-hr532  1/1  Running  0  4m',
      ['12: the page has no row for client'],
    ],
    [
      'one pod too many',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  1/1  Running  0  4m\nweb-664452237-2r6sf  1/1  Running  0  4m\nweb-664452237-hr532  1/1  Running  0  4m\nweb-664452237-9k2xw  1/1  Running  0  4m',
      [expect.stringContaining('14: there is no web-664452237-9k2xw') as unknown as string],
    ],
    [
      'of another workload',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  1/1  Running  0  4m\napi-664452237-2r6sf  1/1  Running  0  4m\nweb-664452237-hr532  1/1  Running  0  4m',
      [
        expect.stringContaining('12: there is no api-664452237-2r6sf') as unknown as string,
        expect.stringContaining('the page has no row for web-') as unknown as string,
      ],
    ],
    [
      'in another state',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  1/1  Running  0  4m\nweb-664452237-2r6sf  0/1  CrashLoopBackOff  4  4m\nweb-664452237-hr532  1/1  Running  0  4m',
      ['12: READY is 1/1, not 0/1; STATUS is Running, not CrashLoopBackOff'],
    ],
    [
      'of two containers',
      'NAME  READY  STATUS  RESTARTS  AGE\nclient  2/2  Running  0  4m\n...',
      ['11: READY is 1/1, not 2/2'],
    ],
    ['of two containers, without a heading', 'client  2/2  Running  0  4m\n...', ['10: 1/1 stands there, not 2/2']],
    ['none', 'No resources found.', [expect.stringContaining('10: ') as unknown as string]],
  ])('%s', (_, page, expected) => {
    expect(differencesOf(judged('kubectl get pods', page, PODS))).toEqual(expected);
  });
});

const WIDE = `
NAME                   READY   STATUS    RESTARTS   AGE   IP           NODE           NOMINATED NODE   READINESS GATES
{pod1}   1/1     Running   0          0s    {ip1}   {node1}    <none>           <none>
{pod2}   1/1     Running   0          0s    {ip2}   {node2}   <none>           <none>
`;

describe('wide', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'of 1.8',
      'NAME  READY  STATUS  RESTARTS  AGE  IP  NODE\nweb-a1b2c3d4e-x2v4f  1/1  Running  0  1m  192.168.59.188  ip-192-168-38-150.us-west-2.compute.internal\nweb-a1b2c3d4e-z9k2x  1/1  Running  0  1m  192.168.79.210  ip-192-168-92-222.us-west-2.compute.internal',
      [],
    ],
    [
      'with an elided heading',
      'NAME                           READY   STATUS    ...  IP           NODE\nweb-2895499144-bsbk5   1/1     Running   ...  10.200.1.4   worker1\nweb-2895499144-m1pwt   1/1     Running   ...  10.200.2.5   worker2',
      [],
    ],
    [
      'of one node',
      'NAME  READY  STATUS  RESTARTS  AGE  IP  NODE\nweb-a1b2c3d4e-x2v4f  1/1  Running  0  1m  172.17.0.4  minikube\nweb-a1b2c3d4e-z9k2x  1/1  Running  0  1m  172.17.0.5  minikube',
      [],
    ],
    [
      'filtered, of 1.14',
      'web-7bb7cd8db5-dfttx   1/1     Running   0    22s   10.1.0.247   docker-desktop   <none>     <none>\nweb-7bb7cd8db5-nm4rr   1/1     Running   0    22s   10.1.0.248   docker-desktop   <none>     <none>',
      [],
    ],
    [
      'two pods with one address',
      'NAME  READY  STATUS  RESTARTS  AGE  IP  NODE\nweb-a1b2c3d4e-x2v4f  1/1  Running  0  1m  172.17.0.4  minikube\nweb-a1b2c3d4e-z9k2x  1/1  Running  0  1m  172.17.0.4  minikube',
      [
        expect.stringContaining(
          '12: IP: since line 11, 172.17.0.4 is the address of Pod default/web-',
        ) as unknown as string,
      ],
    ],
    [
      'filtered, one pod',
      'web-7bb7cd8db5-dfttx   1/1     Running   0    22s   10.1.0.247   docker-desktop   <none>     <none>',
      [expect.stringContaining('the page has no row') as unknown as string],
    ],
  ])('%s', (_, page, expected) => {
    expect(differencesOf(judged('kubectl get pods -l app=web -o wide', page, WIDE))).toEqual(expected);
  });
});

const SERVICES = `
NAME         TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE
fixed        NodePort    {vip2}    <none>        80:31080/TCP   0s
kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP        0s
web          NodePort    {vip}    <none>        80:{port}/TCP   0s
`;

describe('Services', () => {
  const fixed = 'fixed  NodePort  10.0.0.9  <none>  80:31080/TCP  1m';
  test.each<[string, string, readonly string[]]>([
    [
      'of 1.5, without a type',
      `NAME  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\nfixed  10.0.0.9  <nodes>  80:31080/TCP  1m\nkubernetes  10.0.0.1  <none>  443/TCP  1d\nweb  10.0.0.77  <nodes>  80:30999/TCP  1m`,
      [],
    ],
    [
      'of 1.2, without node ports',
      `NAME  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\nfixed  10.0.0.9  nodes  80/TCP  1m\nweb  10.0.0.77  nodes  80/TCP  1m`,
      [],
    ],
    [
      'without those of the cluster',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n${fixed}\nweb  NodePort  10.0.0.77  <none>  80:30999/TCP  1m`,
      [],
    ],
    [
      'a node port that a manifest wrote',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\nfixed  NodePort  10.0.0.9  <none>  80:31099/TCP  1m\nweb  NodePort  10.0.0.77  <none>  80:30999/TCP  1m`,
      ['11: PORT(S): 80:31099/TCP is not among them'],
    ],
    [
      'another type',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n${fixed}\nweb  ClusterIP  10.0.0.77  <none>  80/TCP  1m`,
      ['12: TYPE is NodePort, not ClusterIP'],
    ],
    [
      'another port',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n${fixed}\nweb  NodePort  10.0.0.77  <none>  8080:30999/TCP  1m`,
      ['12: PORT(S): 8080:30999/TCP is not among them'],
    ],
    [
      'two Services with one address',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n${fixed}\nweb  NodePort  10.0.0.9  <none>  80:30999/TCP  1m`,
      [
        expect.stringContaining(
          '12: CLUSTER-IP: since line 11, 10.0.0.9 is the address of Service default/fixed',
        ) as unknown as string,
      ],
    ],
    [
      'an address where there is none',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n${fixed}\nweb  NodePort  10.0.0.77  34.1.2.3  80:30999/TCP  1m`,
      ['12: EXTERNAL-IP: the cluster gives the Service no address'],
    ],
    [
      'headless',
      `NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\n${fixed}\nweb  NodePort  None  <none>  80:30999/TCP  1m`,
      [expect.stringContaining('12: CLUSTER-IP is') as unknown as string],
    ],
  ])('%s', (_, page, expected) => {
    expect(differencesOf(judged('kubectl get svc', page, SERVICES))).toEqual(expected);
  });
});

const ALL = `
NAME                       READY   STATUS    RESTARTS   AGE
pod/{pod1}   1/1     Running   0          0s
pod/{pod2}   1/1     Running   0          0s

NAME                 TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE
service/web          NodePort    {vip}    <none>        80:{port}/TCP   0s

NAME                  READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/web   2/2     2            2           0s

NAME                             DESIRED   CURRENT   READY   AGE
replicaset.apps/{rs}   2         2         2       0s
`;

describe('several kinds', () => {
  const old = (deploy: string, more = '') => `
NAME         DESIRED   CURRENT   UP-TO-DATE   AVAILABLE   AGE
deploy/web   ${deploy}         2         2            2           3m
NAME      CLUSTER-IP     EXTERNAL-IP   PORT(S)    AGE
svc/web   10.254.30.44   <nodes>        80:31999/TCP   33s
NAME                 DESIRED   CURRENT   READY     AGE
rs/web-664452237   2         2         2         3m
NAME                       READY     STATUS    RESTARTS   AGE
po/web-664452237-lkkxx   1/1       Running   0          3m
po/web-664452237-n9pwd   1/1       Running   0          3m${more}`;
  test.each<[string, string, readonly string[]]>([
    ['in the order and words of 1.6', old('2'), []],
    ['another count', old('3'), ['11: DESIRED is 2, not 3']],
    [
      'one more',
      old('2', '\npo/api  1/1  Running  0  3m'),
      [expect.stringContaining('19: there is no api') as unknown as string],
    ],
    [
      'a whole kind is left out',
      'NAME  READY  STATUS  RESTARTS  AGE\npod/web-664452237-lkkxx  1/1  Running  0  3m\npod/web-664452237-n9pwd  1/1  Running  0  3m',
      [
        '12: the page has no row for web',
        '12: the page has no row for web',
        expect.stringContaining('12: the page has no row for web-') as unknown as string,
      ],
    ],
  ])('%s', (_, page, expected) => {
    expect(differencesOf(judged('kubectl get all -l app=web', page, ALL))).toEqual(expected);
  });
});

describe('other columns', () => {
  test.each<[string, string, string, string, readonly string[]]>([
    [
      'addresses in a column of somebody’s own',
      'kubectl get pods -l app=web -o custom-columns=POD_IP:.status.podIPs',
      'POD_IP\n[map[ip:10.7.3.4]]\n[map[ip:10.7.2.5]]',
      'POD_IP\n[map[ip:{ip1}]]\n[map[ip:{ip2}]]',
      [],
    ],
    [
      'too few of them',
      'kubectl get pods -l app=web -o custom-columns=POD_IP:.status.podIPs',
      'POD_IP\n[map[ip:10.7.3.4]]',
      'POD_IP\n[map[ip:{ip1}]]\n[map[ip:{ip2}]]',
      ['11: the page does not show that line'],
    ],
    [
      'labels in another order',
      'kubectl get pods --show-labels',
      'NAME READY STATUS RESTARTS AGE LABELS\nclient  1/1  Running  0  1m  b=2,a=1',
      'NAME     READY   STATUS    RESTARTS   AGE   LABELS\nclient   1/1     Running   0          0s    a=1,b=2',
      [],
    ],
    [
      'another label',
      'kubectl get pods --show-labels',
      'NAME READY STATUS RESTARTS AGE LABELS\nclient  1/1  Running  0  1m  a=2',
      'NAME     READY   STATUS    RESTARTS   AGE   LABELS\nclient   1/1     Running   0          0s    a=1',
      ['11: LABELS: a=2 is not among them'],
    ],
    [
      'a label that a controller adds',
      'kubectl get pods --show-labels',
      'NAME READY STATUS RESTARTS AGE LABELS\nweb-664452237-lkkxx  1/1  Running  0  1m  app=web',
      'NAME     READY   STATUS    RESTARTS   AGE   LABELS\n{pod1}   1/1     Running   0          0s    app=web,pod-template-hash=7957885594',
      [],
    ],
    [
      'no label',
      'kubectl get pods --show-labels',
      'NAME READY STATUS RESTARTS AGE LABELS\nclient  1/1  Running  0  1m  <none>',
      'NAME     READY   STATUS    RESTARTS   AGE   LABELS\nclient   1/1     Running   0          0s    a=1',
      ['11: LABELS: a=1 is there too'],
    ],
    [
      'endpoints',
      'kubectl get ep web',
      'NAME  ENDPOINTS  AGE\nweb  172.17.0.4:80,172.17.0.5:80  1m',
      'NAME   ENDPOINTS                     AGE\nweb    {ip1}:80,{ip2}:80   0s',
      [],
    ],
    [
      'more endpoints than are shown, others of them on each side',
      'kubectl get ep web',
      'NAME  ENDPOINTS  AGE\nweb  172.17.0.4:80,172.17.0.4:80,172.17.0.6:80 + 1 more...  1m',
      'NAME   ENDPOINTS                     AGE\nweb    {ip1}:80,{ip2}:80,10.9.9.9:80 + 1 more...   0s',
      [],
    ],
    [
      'an add-on of the author’s cluster',
      'kubectl get svc -n kube-system',
      'NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE\nkube-dns  ClusterIP  10.0.0.10  <none>  53/UDP,53/TCP  1h\ndashboard  ClusterIP  10.0.0.9  <none>  80/TCP  1h',
      'NAME       TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)         AGE\nkube-dns   ClusterIP   {dns}   <none>   53/UDP,53/TCP   0s',
      [],
    ],
    [
      'nothing, of which a watch says nothing',
      'kubectl get pods -w',
      'NAME READY STATUS RESTARTS AGE\nclient  0/1  Terminating  0  9m\nNo resources found in default namespace.',
      '',
      [],
    ],
    [
      'more endpoints',
      'kubectl get ep web',
      'NAME  ENDPOINTS  AGE\nweb  172.17.0.4:80,172.17.0.5:80,172.17.0.6:80 + 1 more...  1m',
      'NAME   ENDPOINTS                     AGE\nweb    {ip1}:80,{ip2}:80   0s',
      ['11: ENDPOINTS: 2 endpoints, not 4'],
    ],
    [
      'no endpoints',
      'kubectl get ep web',
      'NAME  ENDPOINTS  AGE\nweb  <none>  1m',
      'NAME   ENDPOINTS                     AGE\nweb    {ip1}:80,{ip2}:80   0s',
      ['11: ENDPOINTS: 2 endpoints, not 0'],
    ],
    [
      'an Ingress of the default class',
      'kubectl get ingress',
      'NAME  CLASS  HOSTS  ADDRESS  PORTS  AGE\nweb  <none>  a.example.com  192.168.99.115  80  68s',
      'NAME   CLASS   HOSTS           ADDRESS     PORTS   AGE\nweb    nginx   a.example.com   localhost   80      0s',
      [],
    ],
    [
      'an Ingress of another host',
      'kubectl get ingress',
      'NAME  HOSTS  ADDRESS  PORTS  AGE\nweb  b.example.com  192.168.99.115  80  68s',
      'NAME   CLASS   HOSTS           ADDRESS     PORTS   AGE\nweb    nginx   a.example.com   localhost   80      0s',
      ['11: HOSTS is a.example.com, not b.example.com'],
    ],
    [
      'a policy',
      'kubectl get netpol',
      'NAME  POD-SELECTOR  AGE\ndeny  app=web  5s',
      'NAME   POD-SELECTOR   AGE\ndeny   app=web        0s',
      [],
    ],
    [
      'a policy for other pods',
      'kubectl get netpol',
      'NAME  POD-SELECTOR  AGE\ndeny  app=api  5s',
      'NAME   POD-SELECTOR   AGE\ndeny   app=web        0s',
      ['11: POD-SELECTOR: app=api is not among them'],
    ],
    [
      'nodes of other names',
      'kubectl get nodes',
      'NAME  STATUS  ROLES  AGE  VERSION\nmaster-1  Ready  master  5d  v1.12.1\nw1  Ready  <none>  5d  v1.12.1\nw2  Ready  <none>  5d  v1.12.1',
      'NAME                 STATUS   ROLES           AGE   VERSION\nkind-control-plane   Ready    control-plane   0s    v1.34.0\nkind-worker          Ready    <none>          0s    v1.34.0\nkind-worker2         Ready    <none>          0s    v1.34.0',
      [],
    ],
    [
      'a node that is not ready',
      'kubectl get nodes',
      'NAME  STATUS  AGE\nmaster-1  Ready  5d\nw1  NotReady  5d\nw2  Ready  5d',
      'NAME                 STATUS   ROLES           AGE   VERSION\nkind-control-plane   Ready    control-plane   0s    v1.34.0\nkind-worker          Ready    <none>          0s    v1.34.0\nkind-worker2         Ready    <none>          0s    v1.34.0',
      ['12: STATUS is Ready, not NotReady'],
    ],
    [
      'of all namespaces',
      'kubectl get pods -A',
      'NAMESPACE  NAME  READY  STATUS  RESTARTS  AGE\ndefault  client  1/1  Running  0  1m',
      'NAMESPACE     NAME                 READY   STATUS    RESTARTS   AGE\ndefault       client               1/1     Running   0          0s\nkube-system   coredns-694f65c874   1/1     Running   0          0s',
      [],
    ],
    [
      'in another namespace',
      'kubectl get pods -A',
      'NAMESPACE  NAME  READY  STATUS  RESTARTS  AGE\nshop  client  1/1  Running  0  1m',
      'NAMESPACE     NAME     READY   STATUS    RESTARTS   AGE\ndefault       client   1/1     Running   0          0s',
      [expect.stringContaining('11: there is no client') as unknown as string, '11: the page has no row for client'],
    ],
    [
      'filtered, nothing left',
      'kubectl get pods -A',
      'default   web   1/1   Running   0   3s',
      '',
      ['10: there is no web'],
    ],
    [
      'nothing, in older words',
      'kubectl get pods',
      'No resources found.',
      'No resources found in default namespace.',
      [],
    ],
    [
      'a young Deployment',
      'kubectl get deploy',
      'NAME  READY  UP-TO-DATE  AVAILABLE  AGE\nweb  0/2  2  0  3s',
      'NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    2/2     2            2           0s',
      [],
    ],
    [
      'an old Deployment that never got ready',
      'kubectl get deploy',
      'NAME  READY  UP-TO-DATE  AVAILABLE  AGE\nweb  0/2  2  0  9m',
      'NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    2/2     2            2           0s',
      ['11: READY is 2/2, not 0/2; AVAILABLE is 2, not 0'],
    ],
    ['names alone', 'kubectl get pods -o name', 'pods/client\npod/web-664452237-lkkxx', 'pod/client\npod/{pod1}', []],
    [
      'an error in older words',
      'kubectl get pods web',
      'Error from server: pods "web" not found',
      'Error from server (NotFound): pods "web" not found',
      [],
    ],
    [
      'an error where a table was',
      'kubectl get pods web',
      'NAME  READY  STATUS  RESTARTS  AGE\nweb  1/1  Running  0  1m',
      'Error from server (NotFound): pods "web" not found',
      ['11: there is no web'],
    ],
  ])('%s', (_, command, page, actual, expected) => {
    expect(differencesOf(judged(command, page, actual))).toEqual(expected);
  });
});

test.each([
  { moving: true, expected: [] },
  { moving: false, expected: ['11: READY is 2/2, not 0/2; AVAILABLE is 2, not 0'] },
])('fewer pods than there will be, right after a change: $moving', ({ moving, expected }) => {
  const page = 'NAME READY UP-TO-DATE AVAILABLE AGE\nweb  0/2  2  0  9m';
  const actual = 'NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    2/2     2            2           0s';
  expect(differencesOf(judged('kubectl get deploy', page, actual, { moving }))).toEqual(expected);
});
