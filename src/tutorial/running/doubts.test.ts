import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import type { StatementResult } from '../../report/index.ts';
import { readPage } from '../page/index.ts';
import { NO_SETTINGS } from '../settings/index.ts';
import { runPage } from './index.ts';

/** What became of a page of blocks, each of its lines. */
async function statements(...blocks: readonly string[]): Promise<readonly StatementResult[]> {
  const text = blocks.map((block) => (/^##/.test(block) ? `\n${block}\n\n` : `\`\`\`\n${block}\n\`\`\`\n`)).join('');
  const page = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  const { result } = await runPage(page, {
    fresh: async () => Cluster.of({ cluster: 'default' }),
    clusterName: 'default',
    settings: NO_SETTINGS,
    files: { read: async () => undefined },
    host: { kind: 'outside' },
    urls: () => undefined,
  });
  return result.statements;
}

async function last(...blocks: readonly string[]): Promise<string> {
  const result = (await statements(...blocks)).at(-1);
  const where = result?.where === undefined || result.where.kind === 'host' ? '' : ` in ${result.where.kind}`;
  return `${result?.status}${where}`;
}

const WEB = 'kubectl run web --image=nginx --port=80 --expose';
const SHELL = 'kubectl run c --image=busybox:1.36 -it --rm -- sh';

describe('flags that kubectl no longer has differ once, and the page goes on', () => {
  test.each([
    ['kubectl run a --generator=run-pod/v1 --image=nginx', 'ran'],
    ['kubectl run a --generator run-pod/v1 --image=nginx --requests=cpu=1', 'ran'],
    ['kubectl run a --generator=deployment/apps.v1 --image=nginx', 'differs'],
    ['kubectl run a --nonsense=1 --image=nginx', 'differs'],
  ])('%s', async (command, after) => {
    const [first, second] = await statements(command, 'kubectl get pod a');
    expect([first?.status, second?.status]).toEqual(['differs', after]);
  });
});

describe('what nobody can tell is not judged', () => {
  test.each<[string, readonly string[], string]>([
    ['the reader’s own machine', ['$ curl localhost:10249/proxyMode\niptables'], 'not-modelled'],
    [
      'but what is forwarded to it is',
      [WEB, 'kubectl port-forward pod/web 8080:80', '$ curl localhost:8081\n<html>'],
      'differs',
    ],
    [
      'an address where the cluster gives none',
      [
        `${WEB}\nkubectl expose pod web --name=lb --type=LoadBalancer --port=80`,
        '$ kubectl get svc lb\nNAME   TYPE           CLUSTER-IP    EXTERNAL-IP     PORT(S)        AGE\nlb     LoadBalancer   10.96.4.2     203.0.113.140   80:31000/TCP   5m',
      ],
      'not-modelled',
    ],
    [
      'but the type beside it is',
      [
        WEB,
        '$ kubectl get svc web\nNAME   TYPE           CLUSTER-IP    EXTERNAL-IP     PORT(S)   AGE\nweb    LoadBalancer   10.96.4.2     203.0.113.140   80/TCP    5m',
      ],
      'differs',
    ],
    [
      'what an editor was opened for',
      [WEB, 'kubectl edit svc web', '$ kubectl get svc web -o jsonpath={.spec.type}\nNodePort'],
      'not-modelled',
    ],
    [
      'but another object is',
      [WEB, 'kubectl edit svc db', '$ kubectl get svc web -o jsonpath={.spec.type}\nNodePort'],
      'differs',
    ],
    [
      'a file that an unknown program makes',
      ['make keys KEY=/tmp/a.key CERT=/tmp/a.crt', 'kubectl create secret tls s --key /tmp/a.key --cert /tmp/a.crt'],
      'not-modelled',
    ],
    [
      'what a forwarded port answers',
      [WEB, 'kubectl port-forward pod/web 8080:80', '$ curl localhost:8080\n<html>'],
      'holds',
    ],
    ['what lies in kube-system', ['kubectl edit configmap coredns -n kube-system'], 'not-modelled'],
    ['but elsewhere it is', ['kubectl edit configmap coredns'], 'differs'],
    [
      'who asks an address of the cluster and gets an answer',
      [WEB, '$ kubectl get svc web -o jsonpath={.spec.clusterIP}\n10.96.7.7', '$ curl -m 1 10.96.7.7\n<html>'],
      'not-modelled',
    ],
    [
      'but a machine with a name is outside',
      [
        WEB,
        '$ kubectl get svc web -o jsonpath={.spec.clusterIP}\n10.96.7.7',
        '[root@laptop ~]$ curl -m 1 10.96.7.7\n<html>',
      ],
      'differs in outside',
    ],
    [
      'the line that only a Service with an address has',
      [
        `${WEB}\nkubectl expose pod web --name=lb --type=LoadBalancer --port=80`,
        '$ kubectl describe svc lb\nName:   lb\nLoadBalancer Ingress:   203.0.113.140',
      ],
      'not-modelled',
    ],
    ['a file of the author', ['kubectl create configmap c --from-file=default.conf'], 'not-modelled'],
    ['but a manifest is', ['kubectl apply -f nowhere.yaml'], 'differs'],
    [
      'nodes with external addresses',
      [
        `NODES=$(kubectl get nodes -o jsonpath='{.items[*].status.addresses[?(@.type=="ExternalIP")].address}')`,
        '$ for node in $NODES; do curl -s $node; done\nclient_address=10.0.0.5',
      ],
      'not-modelled',
    ],
  ])('%s', async (_, blocks, status) => {
    expect(await last(...blocks)).toBe(status);
  });
});

describe('while a shell is open', () => {
  test.each<[string, readonly string[], string]>([
    ['kubectl within a command is the host’s', [SHELL, 'NAME=$(kubectl get pods -o name)'], 'ran'],
    ['and a loop over it', [SHELL, 'for p in $(kubectl get pods -o name); do kubectl get $p; done'], 'ran'],
    [
      'and what uses variables of the host',
      [SHELL, 'A=$(kubectl get pods -o name)', 'for a in $A; do echo $a; done'],
      'ran',
    ],
    ['not what uses the shell’s own', [SHELL, 'export A=1', 'echo $A'], 'ran in pod'],
    [
      'a program that only the host has, under another heading',
      [SHELL, '## Later', 'curl -m 1 10.1.1.1'],
      'not-modelled',
    ],
    ['not under the same', [SHELL, 'curl -m 1 10.1.1.1'], 'differs in pod'],
    ['not with a prompt of the container', [SHELL, '## Later', '/ # curl -m 1 10.1.1.1'], 'differs in pod'],
    ['an old name of its pod is that pod', [SHELL, '[ root@curl-131556218-9fnch:/ ]$ hostname'], 'ran in pod'],
    ['not any other machine', [SHELL, '[root@laptop ~]$ echo a'], 'ran in outside'],
    ['a node without a name is one', [SHELL, 'node $ hostname'], 'ran in node'],
  ])('%s', async (_, blocks, status) => {
    expect(await last(...blocks)).toBe(status);
  });
});

test.each([
  ['web-7768647bf9-b4b9s', 'ran'],
  ['db-7768647bf9-b4b9s', 'differs'],
])('a pod that a command names before the page has shown it: %s', async (name, status) => {
  expect(await last('kubectl create deployment web --image=nginx', `kubectl delete pod ${name}`)).toBe(status);
});
