import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from '../../api/index.ts';
import { fileReader } from '../../files/index.ts';
import { runKubectl } from '../shell/index.ts';
import { type ApiServer, serveApi } from './testing/api-server.ts';
import { testCluster } from './testing/cluster.fixture.ts';

/** The kubectl of 1.33 that is on the machine; some packages bring one of each version along. */
function realKubectl(): string | undefined {
  try {
    const found = realpathSync(execFileSync('which', ['kubectl'], { encoding: 'utf8' }).trim());
    const versioned = join(dirname(found), 'kubectl.1.33');
    const binary = existsSync(versioned) ? versioned : found;
    const version = execFileSync(binary, ['version', '--client'], { encoding: 'utf8' });
    return /v1\.33\./.test(version) ? binary : undefined;
  } catch {
    return undefined;
  }
}

const kubectl = realKubectl();

describe.skipIf(kubectl === undefined)('the same as a real kubectl 1.33', () => {
  let cluster: Cluster;
  let server: ApiServer;
  const cache = mkdtempSync(join(tmpdir(), 'kubectl-'));

  beforeAll(async () => {
    cluster = testCluster();
    server = await serveApi(cluster);
  });
  afterAll(async () => {
    await server.close();
    rmSync(cache, { recursive: true });
  });

  // The status of a pipe, and the answers to changes, are the API server's part: its stand-in has none.
  test.concurrent.each([
    'kubectl describe netpol -n shop',
    'kubectl describe ing',
    'kubectl describe svc',
    'kubectl describe ep',
    'kubectl describe endpointslices',
    'kubectl describe deploy',
    'kubectl describe rs',
    'kubectl describe pod web',
    'kubectl describe pod lone',
    'kubectl describe sts',
    'kubectl describe ds',
    'kubectl describe cm',
    'kubectl describe nodes',
    'kubectl describe pods,svc -l app=web',
    'kubectl describe svc/web deploy/web',
    'kubectl describe pod nope',
    'kubectl describe pods -l x=y',
    'kubectl describe foo',
    'kubectl describe',
    'kubectl describe svc nope web',
    'kubectl get svc web -o yaml',
    'kubectl get deploy web -o json',
    'kubectl get pods,svc -o name',
    'kubectl get all -o name',
    'kubectl get pods -A -o name',
    'kubectl -n kube-system get pods -o name',
    `kubectl get svc -o jsonpath='{range .items[*]}{.metadata.name}{"\\t"}{.spec.clusterIP}{"\\n"}{end}'`,
    `kubectl get pods -o jsonpath='{.items[?(@.metadata.name=="db-0")].status.podIP}'`,
    `kubectl get pods -o jsonpath='{.items[?(@.status.phase!="Running")].metadata.name}'`,
    `kubectl get pods -o jsonpath='{.items[-1].metadata.name} {.items[0:2].metadata.name}'`,
    `kubectl get nodes -o jsonpath='{.items[*].metadata.labels.kubernetes\\.io/hostname}'`,
    `kubectl get nodes -o jsonpath="{.items[*]['metadata.name','status.capacity']}"`,
    `kubectl get node worker-1 -o jsonpath='{.nope}{$.kind}'`,
    `kubectl get svc web -o jsonpath='{.spec.ports}'`,
    `kubectl get svc web -o jsonpath='{.spec.ports[0]["name"]}'`,
    `kubectl get pods -o jsonpath='{.items'`,
    `kubectl get pods -o jsonpath='{.items[x]}'`,
    'kubectl get pods -o jsonpath=',
    'kubectl get pods -o custom-columns=NAME:.metadata.name,IP:.status.podIP,C:.spec.containers[*].image',
    'kubectl get svc web -o custom-columns=P:.spec.ports[*].port,Q:.spec,N:.nope',
    'kubectl get pods -o custom-columns=A',
    'kubectl get pods --sort-by={.status.podIP} -o name',
    'kubectl get pods -o foo',
    'kubectl get pods -l x=y',
    'kubectl get pods -l x=y -A',
    'kubectl get pods -l x=y -o yaml',
    'kubectl get pods x -l a',
    'kubectl get pod/x -l a',
    'kubectl get pods x -A',
    'kubectl get deploy nope',
    'kubectl get svc web nope -o name',
    'kubectl get pod/',
    'kubectl get pod/a/b',
    'kubectl get foo',
    'kubectl get',
    'kubectl get --foo',
    'kubectl get -x',
    'kubectl get -o',
    'kubectl get -f nofile.yaml',
    'kubectl run x --generator=y',
    'kubectl run',
    'kubectl run x --image',
    'kubectl run x --image=nginx --restart=Foo',
    'kubectl run x --image=nginx --expose',
    'kubectl run lone --image=nginx',
    'kubectl run x --image=nginx --port=80 --expose',
    'kubectl exec web-x ls',
    'kubectl exec',
    'kubectl exec x --',
    'kubectl exec nope -- ls',
    'kubectl expose',
    'kubectl expose pod lone',
    'kubectl expose pod db-0',
    'kubectl expose deploy web --name=x',
    'kubectl expose deploy web',
    'kubectl expose deploy nope',
    'kubectl expose svc ext --name=y',
    'kubectl expose sts db --port=80',
    'kubectl rollout foo',
    'kubectl rollout restart deploy/web',
    'kubectl rollout status pod/lone',
    'kubectl rollout status',
    'kubectl create',
    'kubectl create foo',
    'kubectl create deployment x',
    'kubectl create service clusterip',
    'kubectl create service clusterip x',
    'kubectl create service clusterip x --tcp=a:b',
    'kubectl create service nodeport x --tcp=80 --node-port=abc',
    'kubectl create namespace',
    'kubectl create configmap x --from-literal=a',
    'kubectl create -f nofile.yaml',
    'kubectl create -f /dev/null',
    'kubectl apply',
    'kubectl apply foo',
    'kubectl delete',
    'kubectl delete pods',
    'kubectl delete pods nope',
    'kubectl delete pods -l x=y',
    'kubectl delete pods --all -l x=y',
    'kubectl scale',
    'kubectl scale deploy --replicas=2',
    'kubectl scale deploy nope --replicas=2',
    'kubectl scale deploy web --replicas=x',
    'kubectl scale deploy web --replicas=-1',
    'kubectl scale deploy web --replicas=2 --current-replicas=9',
    'kubectl scale deploy web --replicas=2',
    'kubectl label pod',
    'kubectl label pod lone',
    'kubectl label pod nope a=b',
    'kubectl label pod lone a=b',
    'kubectl label pod lone a- b=c',
    'kubectl label pod lone a=b a-',
    'kubectl label deploy web app=x',
    'kubectl label deploy web app=web',
    'kubectl label deploy web app-',
    'kubectl annotate pod lone a=b a-',
    'kubectl annotate deploy web deployment.kubernetes.io/revision=7',
    'kubectl annotate svc web x-',
    `kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}'`,
    `kubectl get svc web -o go-template='{{.spec.nope}} {{.spec.ports}}'`,
    `kubectl get svc web -o template --template='{{.metadata.name}}'`,
    `kubectl get svc web -o go-template='{{with .spec.nope}}a{{else}}b{{end}} {{- " x" -}}   y'`,
    `kubectl get svc web -o go-template='{{foo .metadata.name}}'`,
    'kubectl get svc web -o go-template',
    `kubectl get svc web -o go-template='{{"aGk=" | base64decode}} {{println "a" 1}}{{print 1 2 "a"}} {{html "<a>"}} {{len "ab"}}'`,
    `kubectl get pods -o jsonpath --template='{.items[0].metadata.name}'`,
    'kubectl get pods -n shop --chunk-size=500',
    'kubectl get pods -w -l x=y',
    'kubectl get svc -w -o yaml',
    'kubectl get svc -w --output-watch-events -o name',
    'kubectl logs',
    'kubectl logs web',
    'kubectl logs lone a b',
    'kubectl logs deploy/web -c side',
    'kubectl wait pod/lone',
    'kubectl wait deploy web --for=condition=available --timeout=1s',
    `kubectl wait pod/lone --for=jsonpath='{.status.podIP}' --timeout=1s`,
    'kubectl wait pod/lone --for condition=Ready -o name',
    'kubectl wait pod/lone --for=jsonpath=',
    'kubectl rollout history deploy',
    'kubectl rollout history',
    'kubectl rollout history deploy web -o name',
    'kubectl rollout undo deploy/web --to-revision=9',
    'kubectl rollout undo',
    'kubectl rollout undo deploy/web --dry-run',
    'kubectl rollout pause svc/web',
    'kubectl rollout resume svc/web',
    'kubectl rollout status deploy/web --revision=1',
    'kubectl rollout status ds/agent',
    'kubectl rollout status pods',
    'kubectl patch deploy web',
    `kubectl patch deploy nope -p '{"spec":{"replicas":4}}'`,
    'kubectl set image deploy/web nope=nginx:2',
    'kubectl set image',
    'kubectl set image svc/web web=nginx',
    'kubectl set image deploy/web "*=nginx:9"',
    'kubectl set env deploy/web --list',
    'kubectl set env deploy/web',
    'kubectl set env',
    'kubectl set env deploy/web --from=configmap/cm',
    'kubectl set resources deploy/web -c=nope --limits=cpu=200m',
    'kubectl set selector svc web a=b',
    'kubectl set selector deploy web a=b',
    'kubectl set sa deploy/web sa2',
    'kubectl taint nodes worker-1 a-',
    'kubectl taint nodes worker-1',
    'kubectl taint',
    'kubectl cordon nope',
    'kubectl uncordon worker-1',
    'kubectl drain nope',
    'kubectl drain worker-1 --ignore-daemonsets --dry-run=client --delete-emptydir-data --force',
    'kubectl autoscale deploy nope --max=3',
    'kubectl auth can-i',
    'kubectl get pods --show-all',
    'kubectl run x --image=nginx --replicas=2',
    'kubectl scale deploy web --replicas=3 --record',
    'kubectl expose deploy web --name=q --port=80 --create-external-load-balancer',
    'kubectl delete pod lone --dry-run=client',
    'kubectl label pod lone --list',
    'kubectl label pod lone x=y -o name',
    'kubectl create ns x --dry-run=client -o yaml',
    'kubectl create deployment x --image=nginx --dry-run=client -o yaml -n shop',
    'kubectl create deployment x --image=nginx --dry-run=foo',
    'kubectl run x --image=nginx --dry-run=client',
    'kubectl run x --image=nginx --port=80 --expose --dry-run=client',
    'kubectl create service externalname x --external-name=a.b --dry-run=client -o yaml',
    'kubectl expose deploy web --name=q --port=80 --dry-run=client -o yaml',
    'kubectl create job j --image=busybox --dry-run=client -o yaml',
    'kubectl create job j --from=cronjob/x',
    'kubectl create cronjob j --image=busybox',
    'kubectl create secret generic s --type=x --dry-run=client -o yaml',
    'kubectl create secret tls s',
    'kubectl create secret docker-registry s --docker-server=q.io --docker-username=u --docker-password=p --dry-run=client -o yaml',
    'kubectl create ingress i --rule=foo --dry-run=client',
    'kubectl create ingress i --default-backend=x --dry-run=client',
    'kubectl create role r --verb=get --resource=pods --resource-name=a --dry-run=client -o yaml',
    'kubectl create role r --resource=pods',
    'kubectl create role',
    'kubectl create rolebinding r --role=a --clusterrole=b',
    'kubectl create clusterrolebinding r --clusterrole=r --user=u --dry-run=client -o yaml',
    'kubectl create serviceaccount s --dry-run=client',
    'kubectl create quota q --dry-run=client -o yaml',
    'kubectl create pdb p --selector=app=a',
    'kubectl create pc p --value=10 --global-default=true --preemption-policy=Never --dry-run=client -o yaml',
    'kubectl get svc web -o yaml | grep clusterIP',
  ])('%s', async (line) => {
    const { stdout, stderr, status } = await runKubectl(cluster, line, { files: fileReader() });
    const theirs = await real(line);
    expect({ stdout, stderr: inOrder(stderr), status }).toEqual({ ...theirs, stderr: inOrder(theirs.stderr) });
  });

  /** The parts of a warning, which kubectl gathers in a map of Go, in order. */
  function inOrder(text: string): string {
    return text.replace(/^Warning: (.*)$/gm, (_, parts: string) => `Warning: ${parts.split('; ').sort().join('; ')}`);
  }

  function real(line: string): Promise<{ stdout: string; stderr: string; status: number }> {
    const script = `kubectl() { ${kubectl} --server ${server.url} --cache-dir ${cache} "$@"; }; ${line}`;
    // A process that ends at once needs no garbage collector: a fifth of what it takes to run.
    const env = { PATH: process.env['PATH'], HOME: cache, KUBECONFIG: '/dev/null', GOGC: 'off' };
    return new Promise((resolve) =>
      execFile('bash', ['-c', script], { env, cwd: cache }, (error, stdout, stderr) =>
        resolve({ stdout: comparable(stdout), stderr: comparable(stderr), status: Number(error?.code ?? 0) }),
      ),
    );
  }
});

/** The stand-in for the API server gives objects no times, and knows no leases. */
function comparable(text: string): string {
  return text
    .replaceAll('01 Jan 0001', '01 Jan 2024')
    .replaceAll('0001-01-01', '2024-01-01')
    .replaceAll('<unknown>', '0s')
    .replaceAll('kubectl.1.33', 'kubectl')
    .replace(/^Lease:.*\n/gm, '')
    .replace(/^[IEW]\d{4} .*\n/gm, '');
}
