import { describe, expect, test } from 'vitest';
import type { Container } from '../model/index.ts';
import { containerListens, knownImage, listensNowhereElse, ownRun } from './index.ts';

function listens(image: string, more: Partial<Container> = {}): readonly string[] | undefined {
  return containerListens([], { name: 'c', image, ...more } as Container);
}

describe('an image is known under any registry and mirror', () => {
  test.each([
    ['nginx', ['80']],
    ['docker.io/library/nginx:1.27', ['80']],
    ['mirror.gcr.io/library/nginx', ['80']],
    ['public.ecr.aws/docker/library/nginx', ['80']],
    ['localhost:5000/nginx', ['80']],
    ['nginx@sha256:0123', ['80']],
    ['registry.example.com/mirror/library/nginx:1.27', ['80']],
    ['registry.example.com:5000/mirror/library/nginx@sha256:0123', ['80']],
    ['harbor.example.com/proxy/bitnami/nginx:1', ['8080']],
    ['registry.k8s.io/e2e-test-images/agnhost:2.53', []],
    // Images of other people.
    ['acme/nginx', undefined],
    ['ghcr.io/acme/nginx', undefined],
    ['registry.example.com/mirror/nginx', undefined],
    // Names that hold one that is known.
    ['nginx-exporter', undefined],
    ['my-nginx', undefined],
    ['nginx/nginx-ingress', undefined],
    ['library/nginx-exporter', undefined],
    ['acme/mylibrary/nginx', undefined],
  ])('%s', (image, expected) => {
    expect(listens(image)).toEqual(expected);
  });
});

const ECHO = 'hashicorp/http-echo';
const AGNHOST = 'registry.k8s.io/e2e-test-images/agnhost:2.53';

test.each<[string, string, Partial<Container>, readonly string[] | undefined]>([
  ['a flag moves the port', ECHO, { args: ['-listen=:8080', '-text=a'] }, ['8080']],
  ['a flag in two words', ECHO, { args: ['-listen', '0.0.0.0:8080'] }, ['8080']],
  ['another flag does not', ECHO, { args: ['-text=8080'] }, ['5678']],
  ['the command written out', ECHO, { command: ['/http-echo', '-listen=:81'] }, ['81']],
  ['a flag that holds a variable', ECHO, { args: ['-listen=:$(PORT)'], env: [{ name: 'PORT', value: '82' }] }, ['82']],
  ['a flag that nobody can read', ECHO, { args: ['-listen=:$(PORT)'] }, undefined],
  ['nginx, written out', 'nginx', { command: ['nginx', '-g', 'daemon off;'] }, ['80']],
  ['nginx by its path, as args', 'nginx', { args: ['/usr/sbin/nginx', '-g', 'daemon off;'] }, ['80']],
  [
    'nginx from a shell',
    'nginx',
    { command: ['/bin/sh', '-c'], args: ["sed -i s/a/b/ f; exec nginx -g 'daemon off;'"] },
    ['80'],
  ],
  [
    'a script that writes a page',
    'nginx',
    { command: ['sh', '-c', 'echo hi > /usr/share/nginx/html/index.html; nginx'] },
    ['80'],
  ],
  [
    'a script that writes its configuration',
    'nginx',
    { command: ['sh', '-c', 'echo "$C" > /etc/nginx/conf.d/a.conf; nginx'] },
    undefined,
  ],
  [
    'a script that changes it',
    'httpd',
    { command: ['sh', '-c', 'sed -i s/80/81/ conf/httpd.conf; httpd-foreground'] },
    undefined,
  ],
  ['a configuration by a flag', 'nginx', { command: ['nginx', '-c', '/my/nginx.conf'] }, undefined],
  [
    'its own configuration by a flag',
    'nginx',
    { args: ['nginx', '-c', '/etc/nginx/nginx.conf', '-g', 'daemon off;'] },
    ['80'],
  ],
  ['nginx in the background of a script', 'nginx', { command: ['sh', '-c', 'nginx & sleep 5 && wait'] }, ['80']],
  ['the image of nginx that sleeps', 'nginx', { command: ['sleep', 'infinity'] }, []],
  ['the image of nginx with another program', 'nginx', { command: ['/app'] }, undefined],
  ['nginx in an image whose configuration nobody knows', 'acme/web', { command: ['nginx'] }, undefined],
  ['postgres by a flag', 'postgres:16', { args: ['-p', '5433'] }, ['5433']],
  ['postgres by a variable', 'postgres:16', { env: [{ name: 'PGPORT', value: '5434' }] }, ['5434']],
  ['postgres by a setting', 'postgres:16', { args: ['-c', 'port=5435'] }, ['5435']],
  ['postgres by a glued flag', 'postgres:16', { args: ['postgres', '-p5436'] }, ['5436']],
  ['postgres by a file', 'postgres:16', { args: ['-c', 'config_file=/pg.conf'] }, undefined],
  ['another setting moves nothing', 'postgres:16', { args: ['-c', 'max_connections=200'] }, ['5432']],
  [
    'a variable that a script sets',
    'postgres:16',
    { command: ['sh', '-c', 'export PGPORT=5437; postgres'] },
    undefined,
  ],
  ['another variable of a script', 'postgres:16', { command: ['sh', '-c', 'LANG=C exec postgres'] }, ['5432']],
  ['a variable that env sets', 'postgres:16', { command: ['env', 'PGPORT=5437', 'postgres'] }, undefined],
  ['a variable that nobody reads', 'nginx', { env: [{ name: 'PORT', value: '81' }] }, ['80']],
  ['echoserver up to 1.4', 'gcr.io/google_containers/echoserver:1.4', {}, ['8080']],
  ['echoserver since 1.8, with TLS', 'registry.k8s.io/echoserver:1.10', {}, ['8080', '8443']],
  ['serve_hostname', 'gcr.io/google_containers/serve_hostname', {}, ['9376/TCP']],
  ['the port of serve_hostname', 'k8s.gcr.io/serve_hostname:v1.4', { args: ['--port=80'] }, ['80/TCP']],
  ['color', 'jpetazzo/color', {}, ['80']],
  ['the port of color', 'jpetazzo/color', { env: [{ name: 'PORT', value: '8000' }] }, ['8000']],
  ['nginx-hello', 'nginxdemos/hello:plain-text', {}, ['80']],
  ['busybox of Google', 'gcr.io/google_containers/busybox:1.24', { command: ['sleep', '1d'] }, []],
  ['busyboxplus', 'radial/busyboxplus:curl', {}, []],
  ['the port of hello-app', 'gcr.io/google-samples/hello-app:1.0', { env: [{ name: 'PORT', value: '81' }] }, ['81']],
  ['a program behind env', 'acme/api', { command: ['env', 'A=b', './serve'] }, undefined],
  ['env that prints', 'busybox', { command: ['env'] }, []],
  ['kubectl that asks', 'acme/tools', { command: ['kubectl', 'get', 'pods'] }, []],
  ['kubectl that listens', 'acme/tools', { command: ['kubectl', 'proxy', '--address=0.0.0.0'] }, undefined],
  ['redis with a file', 'redis', { command: ['redis-server', '/conf/redis.conf'] }, undefined],
  [
    'redis with a file, and the flag that wins',
    'redis',
    { command: ['redis-server', '/r.conf', '--port', '6381'] },
    ['6381'],
  ],
  ['mysqld with a file', 'mariadb', { args: ['--defaults-file=/my.cnf'] }, undefined],
  ['rabbitmq', 'rabbitmq:3', {}, ['5672', '4369', '15692', '25672']],
  ['rabbitmq with its web interface', 'rabbitmq:3-management', {}, ['5672', '4369', '15692', '25672', '15672']],
  ['nats as it comes', 'nats:2', {}, ['4222', '6222', '8222']],
  ['nats by its flags', 'nats:2', { args: ['-p', '4223', '-m', '8223'] }, ['4223', '8223']],
  ['nats by a file', 'nats:2', { args: ['-c', '/n.conf'] }, undefined],
  ['wordpress behind Apache', 'wordpress:6-apache', {}, ['80']],
  ['wordpress over FastCGI', 'wordpress:6-fpm', {}, undefined],
  [
    'the port of health checks',
    'registry.k8s.io/ingress-nginx/controller:v1',
    { args: ['/nginx-ingress-controller', '--validating-webhook=:8443'] },
    ['80', '443', '10254', '8443'],
  ],
  [
    'a variable from a Secret',
    'postgres:16',
    { env: [{ name: 'PGPORT', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
    undefined,
  ],
  ['redis by its own program', 'redis', { command: ['redis-server', '--port', '6380'] }, ['6380']],
  ['agnhost waits', AGNHOST, { args: ['pause'] }, []],
  ['netexec', AGNHOST, { args: ['netexec'] }, ['8080/TCP', '8081/UDP']],
  ['netexec of other ports', AGNHOST, { args: ['netexec', '--http-port=80', '--udp-port=-1'] }, ['80/TCP']],
  ['netexec, written out', AGNHOST, { command: ['/agnhost', 'netexec', '--http-port', '81'] }, ['81/TCP', '8081/UDP']],
  ['serve-hostname', AGNHOST, { args: ['serve-hostname'] }, ['9376/TCP']],
  ['serve-hostname over UDP', AGNHOST, { args: ['serve-hostname', '--udp', '--http=false', '--port=1'] }, ['1/UDP']],
  [
    'porter',
    AGNHOST,
    {
      args: ['porter'],
      env: [
        { name: 'SERVE_PORT_80', value: 'a' },
        { name: 'SERVE_SCTP_PORT_81', value: 'b' },
      ],
    },
    ['80/TCP', '81/SCTP'],
  ],
  ['test-webserver', AGNHOST, { args: ['test-webserver'] }, ['80']],
  ['connect', AGNHOST, { args: ['connect', 'a:80'] }, []],
  ['a program of agnhost that is not in the table', AGNHOST, { args: ['webhook'] }, undefined],
  ['a client that sleeps in any image', 'acme/tools', { command: ['sleep', '1d'] }, []],
  [
    'a loop that asks',
    'acme/tools',
    { command: ['sh', '-c', 'while true; do curl -s web:80 > /dev/null 2>&1; sleep 1; done'] },
    [],
  ],
  ['a loop that prints', 'busybox', { args: ['sh', '-c', 'for i in 1 2; do echo "$(date) $i" >> log; done'] }, []],
  ['a loop that runs a program', 'busybox', { args: ['sh', '-c', 'while true; do ./serve; done'] }, undefined],
  ['a substitution that runs a program', 'busybox', { args: ['sh', '-c', 'echo "$(./serve)"'] }, undefined],
  ['a script from a file', 'busybox', { command: ['sh', '/start.sh'] }, undefined],
  ['a shell', 'busybox', { command: ['sh'] }, []],
  ['the web server of Python', 'python:3', { command: ['python3', '-m', 'http.server', '8081'] }, ['8081']],
  ['its default', 'acme/docs', { command: ['python', '-m', 'http.server'] }, ['8000']],
  ['another script of Python', 'python:3', { command: ['python', 'app.py'] }, undefined],
  ['netcat that listens', 'busybox', { command: ['nc', '-lk', '-p', '8082'] }, ['8082/TCP']],
  ['netcat that listens over UDP', 'alpine', { command: ['nc', '-lu', '53'] }, ['53/UDP']],
  ['netcat that asks', 'busybox', { command: ['nc', 'web', '80'] }, []],
  ['socat', 'alpine/socat', { command: ['socat', 'TCP-LISTEN:83,fork', 'TCP:web:80'] }, ['83/TCP']],
  ['an image that nobody knows', 'acme/api', {}, undefined],
  ['its arguments change nothing', 'acme/api', { args: ['sleep'] }, undefined],
])('%s', (_, image, more, expected) => {
  expect(listens(image, more)).toEqual(expected);
});

test('what a Cluster file says of an image counts under its mirrors too, while its own command runs', () => {
  const images = [{ name: 'shop/api', listens: ['9000'] }];
  const container = { name: 'c', image: 'harbor.example.com/proxy/shop/api:2' } as Container;
  expect(containerListens(images, container)).toEqual(['9000']);
  expect(containerListens(images, { ...container, command: ['/other'] })).toBeUndefined();
});

test.each<[string, string, Partial<Container>, boolean]>([
  ['a server that is known to its last port', 'nginx', {}, true],
  ['a program that waits', 'acme/api', { command: ['sleep', '1d'] }, true],
  ['a server that later releases, or other tags, may open more ports of', 'grafana/grafana', {}, false],
  ['an image that nobody knows', 'acme/api', {}, false],
  ['a program that nobody knows', 'nginx', { command: ['/app'] }, false],
  ['files that may configure it', 'nginx', { volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/conf.d' }] }, false],
  ['variables of another object', 'postgres', { envFrom: [{ configMapRef: { name: 'c' } }] }, false],
])('it is sure that nothing else listens, with %s: %s', (_, image, more, expected) => {
  expect(listensNowhereElse([], { name: 'c', image, ...more } as Container)).toBe(expected);
});

test('the run of an image’s own server has the words behind its program', () => {
  const nginx = knownImage('nginx');
  if (nginx === undefined) throw new Error('nginx is in the table');
  const container = { name: 'c', image: 'nginx' } as Container;
  expect(ownRun(nginx, { ...container, command: ['nginx', '-g', 'x'] })?.words).toEqual(['-g', 'x']);
  expect(ownRun(nginx, { ...container, command: ['sleep', '1'] })).toBeUndefined();
});
