import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { expectAllResolve, expectExposed, expectNotExposed, expectNothingOutside, SpecFailure } from '../index.ts';

const pod = (name: string, namespace = 'default', extra = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}, spec: {containers: [{name: c, image: x, ports: [{containerPort: 8080${extra}}, {containerPort: 8443}]}]}}`;
const service = (name: string, spec: string, status = '') =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {selector: {app: web}, ${spec}}${status}}`;
/** The node of a pod may always reach it, and is who a masqueraded packet comes from. */
const LOCAL = 'type: NodePort, externalTrafficPolicy: Local';
const HTTP = '{name: http, port: 80, targetPort: 8080}';
const HTTPS = '{name: https, port: 443, targetPort: 8443}';
const policy = (ingress: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web}, spec: {podSelector: {matchLabels: {app: web}}, ingress: [${ingress}]}}`;
const BALANCED = ', status: {loadBalancer: {ingress: [{ip: 198.51.100.8}]}}';

const load = (...documents: readonly string[]) => Cluster.of({ yaml: [pod('web'), ...documents].join('\n---\n') });

async function failureOf(check: () => Promise<void>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof SpecFailure) return error.message;
    throw error;
  }
}

const exposed = (cluster: Cluster, ports: readonly string[], others: 'closed' | 'any' = 'any') =>
  failureOf(() => expectExposed(cluster, { service: 'web', namespace: 'default', ports, others }));
const notExposed = (cluster: Cluster) => failureOf(() => expectNotExposed(cluster, 'web', 'default'));
const nothingOutside = (cluster: Cluster, target: string, ...within: readonly string[]) =>
  failureOf(() =>
    expectNothingOutside(cluster, { target, namespace: 'default', ...(within.length === 0 ? {} : { within }) }),
  );

describe('a Service is exposed', () => {
  test.each([
    ['by its node port', `type: NodePort, ports: [${HTTP}]`, ''],
    ['by its load balancer', `type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [${HTTP}]`, BALANCED],
    ['by an external IP that a node has', `externalIPs: [192.168.0.11], ports: [${HTTP}]`, ''],
  ])('%s', async (_, spec, status) => {
    const cluster = await load(service('web', spec, status));
    expect(await exposed(cluster, ['80'], 'closed')).toBeUndefined();
    expect(await exposed(cluster, ['80/TCP'])).toBeUndefined();
    expect(await notExposed(cluster)).toMatch(
      /^expected: service web is not exposed\nbut: +an external client connects to web/,
    );
    expect(await nothingOutside(cluster, 'service web')).toMatch(
      /^expected: nothing outside the cluster can reach service web/,
    );
  });

  test('through an Ingress, by the Service’s port that it leads to', async () => {
    const ingress =
      '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: site}, spec: {ingressClassName: nginx, rules: [{host: "*.example.com", http: {paths: [{path: /a, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}}]}}';
    const yaml = [pod('web'), service('web', `ports: [${HTTP}, ${HTTPS}]`), ingress].join('\n---\n');
    const cluster = Cluster.of({
      yaml,
      cluster: {
        apiVersion: 'curlew.dev/v1',
        kind: 'Cluster',
        metadata: { name: 'gateway' },
        spec: { extends: 'minikube', kubernetesVersion: '1.34', ingressController: 'nginx' },
      },
    });
    expect(await exposed(cluster, ['80'], 'closed')).toBeUndefined();
    expect(await exposed(cluster, ['443'])).toMatch(/nothing leads to port 443\/TCP from outside/);
    expect(await notExposed(cluster)).toMatch(/through http:\/\/www\.example\.com\/a at [\d.]+:80 \(Ingress site\)/);
    const without = Cluster.of({ yaml, cluster: { extends: 'minikube', kubernetesVersion: '1.34' } });
    expect(await notExposed(without)).toMatch(/nobody can tell: whether a controller serves it is not known/);
  });

  test('not by a cluster IP', async () => {
    const cluster = await load(service('web', `ports: [${HTTP}]`));
    expect(await notExposed(cluster)).toBeUndefined();
    expect(await nothingOutside(cluster, 'web:80')).toBeUndefined();
    expect(await exposed(cluster, ['80'])).toMatch(/nothing leads to port 80\/TCP from outside/);
    expect(await exposed(cluster, ['81'])).toMatch(/the Service has no port 81; its ports are: 80\/TCP/);
  });

  test('on some ports only: each other one that is open, at each address, is reported', async () => {
    const cluster = await load(service('web', `type: NodePort, ports: [${HTTP}, ${HTTPS}]`));
    const nodes = cluster.get('Node').length;
    const message = (await exposed(cluster, ['443'], 'closed')) ?? '';
    expect(message).toMatch(/^expected: service web is exposed on port 443 only\n/);
    expect(message.match(/an external client connects to web at \S+:8080 through/g)).toHaveLength(nodes);
    expect(message).not.toMatch(/connects to web at \S+:8443/);
    expect(await exposed(cluster, ['80', '443'], 'closed')).toBeUndefined();
  });

  test('not where a policy keeps everyone out, who arrives with an address of their own', async () => {
    const cluster = await load(service('web', `${LOCAL}, ports: [${HTTP}]`), policy('{from: [{podSelector: {}}]}'));
    expect(await notExposed(cluster)).toBeUndefined();
    expect(await exposed(cluster, ['80'])).toMatch(
      /port 80\/TCP: an external client does not connect: timeout through/,
    );
  });

  test('despite such a policy, to whoever is taken for the node of the pod', async () => {
    const yaml = [
      pod('web'),
      service('web', `type: NodePort, ports: [${HTTP}]`),
      policy('{from: [{podSelector: {}}]}'),
    ];
    const seen = (ingressSeesMasquerade: boolean) =>
      Cluster.of({
        yaml: yaml.join('\n---\n'),
        cluster: { extends: 'kind', network: { policies: { ingressSeesMasquerade } } },
      });
    expect(await notExposed(seen(true))).toMatch(/an external client connects to web/);
    // Most plugins see the client itself on the pod's node.
    expect(await notExposed(seen(false))).toBeUndefined();
  });

  test('to whomever a policy or source ranges name', async () => {
    const local = `${LOCAL}, ports: [${HTTP}]`;
    const admitted = '{from: [{ipBlock: {cidr: 198.51.100.0/24, except: [198.51.100.0/25]}}]}';
    const cluster = await load(service('web', local), policy(admitted));
    expect(await notExposed(cluster)).toMatch(/but: +the external client 198\.51\.100\.129 connects/);
    const ranges = `type: LoadBalancer, allocateLoadBalancerNodePorts: false, loadBalancerSourceRanges: [192.0.2.0/30], ports: [${HTTP}]`;
    const message = await notExposed(await load(service('web', ranges, BALANCED)));
    expect(message).toMatch(/but: +the external client 192\.0\.2\.1 connects to web [^\n]*\(LoadBalancer\)\n\n/);
  });

  test('what is no port or no Service is an error', async () => {
    const cluster = await load(service('web', `ports: [${HTTP}]`));
    await expect(exposed(cluster, ['http'])).rejects.toThrow(SetupError);
    await expect(expectNotExposed(cluster, 'shop', 'default')).rejects.toThrow(/no service named "shop"/);
  });
});

describe('nothing outside can reach', () => {
  test('the port of a Service: its other ports may be open', async () => {
    const open = await load(service('web', `${LOCAL}, ports: [${HTTP}, ${HTTPS}]`), policy('{ports: [{port: 8443}]}'));
    expect(await nothingOutside(open, 'web:80')).toBeUndefined();
    expect(await nothingOutside(open, 'default/web:443')).toMatch(/an external client connects to web/);
    expect(await nothingOutside(open, 'web.default.svc.cluster.local:443')).toMatch(/connects to web/);
  });

  test('a pod, by a host port or any Service', async () => {
    const cluster = Cluster.of({
      yaml: [
        pod('web', 'default', ', hostPort: 9000'),
        pod('own'),
        service('front', `type: NodePort, ports: [${HTTPS}]`),
      ].join('\n---\n'),
    });
    expect(await nothingOutside(cluster, 'default/pod/web:8080')).toMatch(/\(HostPort\)/);
    expect(await nothingOutside(cluster, 'default/web:8443')).toMatch(/\(NodePort\)/);
    expect(await nothingOutside(cluster, 'default/own:8080')).toBeUndefined();
  });

  test('a headless Service at any port: its names are its pods’', async () => {
    const headless = service('web', `clusterIP: None, ports: [${HTTP}]`);
    const cluster = await load(headless, pod('a', 'dev'));
    expect(await nothingOutside(cluster, 'web:8443')).toBeUndefined();
    expect(await nothingOutside(cluster, 'web:8443', 'default')).toMatch(/but: +pod dev\/a connects to web/);
    expect(await nothingOutside(cluster, 'web:9', 'default')).toBeUndefined();
  });

  test.each(['shop:80', 'shop', 'service shop', 'default/shop:80', 'default/shop', 'default/web'])(
    '%s, which is not there or names no port, is an error',
    async (target) => {
      const cluster = await load(service('web', `ports: [${HTTP}]`));
      await expect(nothingOutside(cluster, target)).rejects.toThrow(SetupError);
    },
  );

  test('an address or a URL, as a client would write it', async () => {
    const cluster = await load(
      service('web', `type: NodePort, ports: [{port: 80, targetPort: 8080, nodePort: 31080}]`),
    );
    expect(await nothingOutside(cluster, '192.168.0.11:31080')).toMatch(/connects to web/);
    expect(await nothingOutside(cluster, 'http://192.168.0.11:31081/')).toBeUndefined();
  });

  test('from other namespaces, nor from outside the cluster; every one that does is reported', async () => {
    const documents = [service('web', `${LOCAL}, ports: [${HTTP}]`), pod('a', 'dev'), pod('b', 'ops')];
    const cluster = await load(...documents);
    const message = (await nothingOutside(cluster, 'web:80', 'default', 'ops')) ?? '';
    expect(message).toMatch(
      /^expected: nothing outside "default", "ops" can reach web:80\nbut: +an external client connects/,
    );
    expect(message).toMatch(/\n +pod dev\/a connects to web/);
    expect(message).not.toContain('pod ops/b connects');
    const closed = await load(...documents, policy('{from: [{podSelector: {}}]}'));
    expect(await nothingOutside(closed, 'service web', 'default')).toBeUndefined();
  });
});

describe('every pod can resolve', () => {
  const web = service('web', `ports: [${HTTP}]`);
  const resolves = (cluster: Cluster, to: string, namespace?: string) =>
    failureOf(() => expectAllResolve(cluster, { to, ...(namespace === undefined ? {} : { namespace }) }));

  test('a name that the search list of each completes', async () => {
    const cluster = await load(web, pod('a', 'dev'), pod('b', 'dev'));
    expect(await resolves(cluster, 'web.default')).toBeUndefined();
    expect(await resolves(cluster, 'web', 'default')).toBeUndefined();
    const message = (await resolves(cluster, 'web')) ?? '';
    expect(message).toMatch(
      /^expected: every pod can resolve web\nbut: +pod dev\/a does not: [^\n]+\n +pod dev\/b does not: /,
    );
    expect(message).not.toContain('pod default/web does not');
  });

  test('where a policy keeps no question from the nameserver', async () => {
    const mute =
      '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: mute, namespace: dev}, spec: {podSelector: {}, policyTypes: [Egress]}}';
    const cluster = await load(web, pod('a', 'dev'), mute);
    expect(await resolves(cluster, 'web.default', 'dev')).toMatch(
      /in namespace "dev" can resolve web\.default\nbut: +pod dev\/a/,
    );
    expect(await resolves(cluster, 'web.default', 'default')).toBeUndefined();
  });

  test('about nobody is an error', async () => {
    const cluster = await load(web);
    await expect(resolves(cluster, 'web', 'empty')).rejects.toThrow(SetupError);
  });
});
