import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutated } from './mutate.ts';
import type { Random } from './random.ts';

/** What one command is given: files of its folder, and its arguments. */
export interface Input {
  readonly files: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** A door of Curlew that takes what strangers write. */
export interface Target {
  readonly name: string;
  /** How much processor time an input may take, where its command may be asked for much; else three seconds. */
  readonly seconds?: number;
  input(random: Random): Input;
}

/** The texts of the project's own files below a folder whose path ends in a certain way; run at the top of the project. */
function textsBelow(folder: string, end: RegExp): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => end.test(file));
  return files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
}

const known = new Map<string, readonly string[]>();

function texts(folder: string, end: RegExp): readonly string[] {
  const key = `${folder} ${end.source}`;
  const found = known.get(key) ?? textsBelow(folder, end);
  known.set(key, found);
  return found;
}

const ASKED: readonly (readonly string[])[] = [
  ['get', 'pods,services,endpointslices,networkpolicies', '-o', 'yaml'],
  ['get', 'nodes', '-o', 'wide'],
  ['lint'],
  ['matrix', '--exposure', '--explain'],
  ['dns'],
  ['generate'],
  ['trace', 'busybox', 'mariadb:3306'],
  ['resolve', 'busybox', 'mariadb'],
];

const COREFILE = `.:53 {
    errors
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    rewrite name regex (.*)\\.old\\.example {1}.default.svc.cluster.local
    template IN A lab.example {
       match ^ip-(?P<a>[0-9]*)-(?P<b>[0-9]*)[.]lab[.]example[.]$
       answer "{{ .Name }} 60 IN A 10.0.{{ .Group.a }}.{{ .Group.b }}"
    }
    hosts {
       10.0.0.1 printer.lan
       fallthrough
    }
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
stub.example:53 {
    forward . 10.0.0.53
}
`;

const BUSYBOX =
  '---\napiVersion: v1\nkind: Pod\nmetadata: {name: busybox}\nspec: {containers: [{name: c, image: busybox}]}\n';

/** Files that a command writes, servers and worker processes are no part of this. */
const LEFT_OUT = /^(--listen|--format|-f:|--parallel|--shard|--output-file|init|explore|serve)/;

export const targets: readonly Target[] = [
  {
    name: 'manifests',
    input(random) {
      const all = texts('examples', /manifests.*\.yaml$|recipes.*\.yaml$/);
      return {
        files: { 'm.yaml': mutated(random, random.pick(all) + BUSYBOX, all) },
        args: [...random.pick(ASKED), '-f', 'm.yaml'],
      };
    },
  },
  {
    name: 'json',
    input(random) {
      const all = JSON_OBJECTS.map((object) => JSON.stringify(object, null, 1));
      return {
        files: { 'm.json': mutated(random, random.pick(all), all) },
        args: [...random.pick(ASKED), '-f', 'm.json'],
      };
    },
  },
  {
    name: 'features',
    seconds: 10,
    input(random) {
      const all = texts('features', /\.feature$/);
      return { files: { 'a.feature': mutated(random, random.pick(all), all) }, args: ['run', 'a.feature'] };
    },
  },
  {
    name: 'cluster',
    input(random) {
      const all = texts('examples', /(curlew|cluster)\.yaml$|clusters.*\.yaml$/);
      const files = { 'cluster.yaml': mutated(random, random.pick(all), all), 'm.yaml': BUSYBOX };
      return { files, args: [...random.pick(ASKED), '-f', 'm.yaml', '--cluster', 'cluster.yaml'] };
    },
  },
  {
    name: 'corefile',
    input(random) {
      const corefile = mutated(random, COREFILE, [COREFILE]);
      const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'coredns', namespace: 'kube-system' } };
      const text = `${JSON.stringify({ ...map, data: { Corefile: corefile } })}\n${BUSYBOX}`;
      const name = random.pick(['kubernetes', 'a.old.example', 'ip-1-2.lab.example', 'printer.lan', 'x.stub.example']);
      return { files: { 'm.yaml': text }, args: ['resolve', 'busybox', name, '-f', 'm.yaml'] };
    },
  },
  {
    name: 'arguments',
    seconds: 30,
    input(random) {
      const lines =
        texts('examples', /README\.md$/)
          .join('\n')
          .match(/^\$ npx curlew [^|'"\\]*$/gm) ?? [];
      const words = mutated(random, random.pick(lines).replace('$ npx curlew ', ''), lines).split(/\s+/);
      return { files: {}, args: words.filter((word) => word !== '' && !LEFT_OUT.test(word)) };
    },
  },
];

const JSON_OBJECTS: readonly object[] = [
  {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'mariadb', labels: { app: 'db' }, ownerReferences: [] },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: {
              containers: [
                {
                  name: 'db',
                  image: 'mariadb',
                  ports: [{ containerPort: 3306, protocol: 'TCP' }],
                  env: [{ name: 'A', value: 'b' }],
                },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'mariadb' },
        spec: { type: 'NodePort', selector: { app: 'db' }, ports: [{ port: 3306, targetPort: 3306, nodePort: 30306 }] },
      },
    ],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', annotations: { a: 'b' } },
    spec: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['db'] }] },
      ingress: [
        { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80, endPort: 90 }] },
      ],
      policyTypes: ['Ingress', 'Egress'],
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: {
      rules: [
        {
          host: '*.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'x', labels: { a: 'b' }, finalizers: ['a/b'] },
    spec: { a: [1] },
  },
];
