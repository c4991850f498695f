import { expect, test } from 'vitest';
import { address, stateOf, testSpec } from '../../testing/index.ts';
import type { HttpReply } from './reply.ts';
import { respond } from './respond.ts';

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly volumeMounts?: readonly object[];
  readonly lifecycle?: object;
  readonly env?: readonly object[];
}

const VOLUMES = [
  { name: 'pages', configMap: { name: 'pages' } },
  { name: 'absent', configMap: { name: 'absent' } },
  { name: 'scratch', emptyDir: {} },
];

function ask(
  container: Container,
  { port = 80, path = '/', method = 'GET', annotations = {}, spec = testSpec } = {},
): HttpReply {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', annotations },
    spec: { containers: [{ name: 'web', ...container }], volumes: VOLUMES },
    status: { podIPs: [{ ip: '10.244.1.5' }] },
  };
  const pages = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'pages' }, data: { 'index.html': 'mine' } };
  const view = stateOf(`${JSON.stringify(pod)}\n---\n${JSON.stringify(pages)}`, spec);
  const endpoint = { kind: 'Pod', namespace: 'default', name: 'web', container: 'web', port } as const;
  return respond(view, endpoint, { method, path, host: 'web', source: address('10.244.1.9') });
}

function summary(reply: HttpReply): string {
  return reply.kind === 'unknown' ? 'unknown' : `${reply.status} ${reply.body}`;
}

test.each([
  { image: 'nginx', path: '/', answer: '200', contains: 'Welcome to nginx!' },
  { image: 'docker.io/library/nginx:1.27.3@sha256:0', path: '/?a=b', answer: '200', contains: 'Welcome to nginx!' },
  { image: 'nginx:1.27.3', path: '/missing', answer: '404', contains: 'nginx/1.27.3' },
  { image: 'nginx:1.27', path: '/missing', answer: '404', contains: '<hr><center>nginx</center>' },
  { image: 'httpd:2.4', path: '/', answer: '200', contains: '<h1>It works!</h1>' },
  { image: 'httpd:2.4', path: '/missing', answer: '404', contains: 'Not Found' },
  { image: 'traefik/whoami', path: '/', answer: '200', contains: 'RemoteAddr: 10.244.1.9' },
  { image: 'wordpress', path: '/', answer: '302', contains: '' },
  { image: 'wordpress', path: '/wp-admin/install.php', answer: '200', contains: 'WordPress' },
])('$image answers $path with $answer', ({ image, path, answer, contains }) => {
  const reply = summary(ask({ image }, { path }));
  expect(reply.slice(0, 3)).toBe(answer);
  expect(reply).toContain(contains);
});

test.each<[string, Container, number, string, string]>([
  ['agnhost tells its host', { image: 'agnhost', args: ['netexec', '--http-port=80'] }, 80, '/hostname', '200 web'],
  ['agnhost tells its client', { image: 'agnhost', args: ['netexec'] }, 8080, '/clientip', '200 10.244.1.9:40000'],
  ['agnhost echoes', { image: 'agnhost', args: ['netexec'] }, 8080, '/echo?msg=a+b%21&code=503', '503 a b!'],
  ['agnhost echoes what is no UTF-8', { image: 'agnhost', args: ['netexec'] }, 8080, '/echo?msg=%ff', '200 %ff'],
  [
    'agnhost tells the time, which stands still',
    { image: 'agnhost', args: ['netexec'] },
    8080,
    '/',
    '200 NOW: 2024-01-01',
  ],
  ['a shell of agnhost is not guessed', { image: 'agnhost', args: ['netexec'] }, 8080, '/shell?cmd=ls', 'unknown'],
  ['an answer of its own', { image: 'agnhost', args: ['netexec', '--http-override=/echo'] }, 8080, '/', 'unknown'],
  ['serve-hostname of agnhost', { image: 'agnhost', args: ['serve-hostname'] }, 9376, '/', '200 web'],
  ['serve_hostname', { image: 'gcr.io/google_containers/serve_hostname:v1.4' }, 9376, '/any', '200 web'],
  ['serve_hostname over TCP alone', { image: 'serve_hostname', args: ['--http=false', '--tcp'] }, 9376, '/', 'unknown'],
  [
    'echoserver of 1.4',
    { image: 'gcr.io/google_containers/echoserver:1.4' },
    8080,
    '/a?b=c',
    '200 CLIENT VALUES:\nclient_address=10.244.1.9\ncommand=GET\nreal path=/a?b=c\nquery=b=c\nrequest_version=1.1\nrequest_uri=http://web:8080/a?b=c\n',
  ],
  [
    'echoserver of 1.10',
    { image: 'registry.k8s.io/echoserver:1.10' },
    8080,
    '/',
    '200 \n\nHostname: web\n\nPod Information:\n\t-no pod information available-\n\nServer values:\n\tserver_version=nginx: 1.13.3 - lua: 10008\n\nRequest Information:\n\tclient_address=10.244.1.9\n',
  ],
  ['echoserver of another generation', { image: 'echoserver:1.6' }, 8080, '/', 'unknown'],
  ['echoserver of no generation', { image: 'echoserver' }, 8080, '/', 'unknown'],
  [
    'color',
    { image: 'jpetazzo/color' },
    80,
    '/',
    '200 <!DOCTYPE html>\r<html>\r<body style="background: default; text-align: center;">\r<div style="padding: 4em;"></div>\r<span style="padding: 4em; background: web;">\r<span style="padding: 2px; background: white;">\rThis is pod default/web on linux/amd64, serving / for 10.244.1.9:40000.\n',
  ],
  ['color on the port that its Dockerfile exposes', { image: 'jpetazzo/color' }, 8000, '/', 'unknown'],
  [
    'nginx-hello as text',
    { image: 'nginxdemos/hello:plain-text' },
    80,
    '/',
    '200 Server address: 10.244.1.5:80\nServer name: web\n',
  ],
  ['nginx-hello as a page', { image: 'nginxdemos/hello' }, 80, '/', 'unknown'],
  [
    'hello-app',
    { image: 'us-docker.pkg.dev/google-samples/containers/gke/hello-app:2.0' },
    8080,
    '/',
    '200 Hello, world!\nVersion: 2.0.0\nHostname: web\n',
  ],
  ['node-hello', { image: 'gcr.io/google-samples/node-hello:1.0' }, 8080, '/', '200 Hello Kubernetes!'],
  [
    'bootcamp',
    { image: 'gcr.io/google-samples/kubernetes-bootcamp:v1' },
    8080,
    '/',
    '200 Hello Kubernetes bootcamp! | Running on: web | v=1\n',
  ],
  ['bootcamp of another version', { image: 'jocatalin/kubernetes-bootcamp:v10' }, 8080, '/', 'unknown'],
])('%s', (_, container, port, path, answer) => {
  expect(summary(ask(container, { port, path })).slice(0, answer.length)).toBe(answer);
});

test('echoserver tells of the pod what its variables hold', () => {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const env = [field('POD_NAME', 'metadata.name'), field('POD_IP', 'status.podIP'), { name: 'NODE_NAME', value: 'n1' }];
  const reply = summary(ask({ image: 'echoserver:1.10', env }, { port: 8080 }));
  expect(reply).toContain('\tnode name:\tn1\n\tpod name:\tweb\n\tpod namespace:\tN/A\n\tpod IP:\t10.244.1.5\n');
});

test.each([
  { why: 'an image that nobody knows', container: { image: 'shop/api' } },
  { why: 'a port that is not the server’s own', container: { image: 'nginx' }, port: 8080 },
  { why: 'a command of its own', container: { image: 'nginx', command: ['sleep', '1'] } },
  { why: 'args that replace the server', container: { image: 'nginx', args: ['sleep', '1'] } },
  { why: 'a volume in the document root', container: mounted('scratch', '/usr/share/nginx/html') },
  { why: 'a volume above the document root', container: mounted('scratch', '/usr/share') },
  { why: 'a volume with the configuration', container: mounted('pages', '/etc/nginx/conf.d') },
  { why: 'a ConfigMap that is not there', container: mounted('absent', '/usr/share/nginx/html') },
  { why: 'a hook that may write pages', container: { image: 'nginx', lifecycle: { postStart: {} } } },
])('$why is not guessed', ({ container, port = 80 }) => {
  expect(ask(container, { port }).kind).toBe('unknown');
});

test.each([
  {
    why: 'the server started by hand',
    container: { image: 'nginx', command: ['/usr/sbin/nginx', '-g', 'daemon off;'] },
  },
  { why: 'a volume elsewhere', container: mounted('scratch', '/usr/share/nginx/html-old') },
])('$why changes nothing', ({ container }) => {
  expect(summary(ask(container))).toContain('Welcome to nginx!');
});

test.each([
  { mount: mounted('pages', '/usr/share/nginx/html'), path: '/', answer: '200 mine' },
  { mount: mounted('pages', '/usr/share/nginx/html'), path: '/50x.html', answer: '404' },
  { mount: mounted('pages', '/usr/share/nginx/html/docs'), path: '/docs/', answer: '200 mine' },
  { mount: mounted('pages', '/usr/share/nginx/html/docs'), path: '/', answer: '200 <!DOCTYPE html>' },
  { mount: mounted('pages', '/usr/share/nginx/html/a.html', 'index.html'), path: '/a.html', answer: '200 mine' },
])('ConfigMap at $mount.volumeMounts.0.mountPath: $path is $answer', ({ mount, path, answer }) => {
  expect(summary(ask(mount, { path }))).toMatch(new RegExp(`^${answer}`));
});

test.each([
  { args: ['-text=hello'], port: 5678, answer: '200 hello\n' },
  { args: ['-text', 'hello', '-listen=:8080'], port: 8080, answer: '200 hello\n' },
  { args: [], port: 5678, answer: '200 hello-world\n' },
])('http-echo $args answers $answer', ({ args, port, answer }) => {
  expect(summary(ask({ image: 'hashicorp/http-echo:1.0', args }, { port }))).toBe(answer);
});

test.each([
  { said: 'ok', answer: '200 ok' },
  { said: '503', answer: '503 ' },
  { said: '418 short and stout', answer: '418 short and stout' },
  { said: '1000 sheep', answer: '200 1000 sheep' },
])('the annotation "$said" answers $answer', ({ said, answer }) => {
  const annotations = { 'curlew.dev/responds': said };
  expect(summary(ask({ image: 'shop/api' }, { annotations, port: 8080 }))).toBe(answer);
  expect(summary(ask({ image: 'nginx' }, { annotations }))).toBe(answer);
});

test.each([
  { http: { status: 201, body: 'made' }, port: 8080, answer: '201 made' },
  { http: {}, port: 8080, answer: '200 ' },
  { http: { body: 'made' }, port: 9090, answer: 'unknown' },
])('the Cluster file says $http of 8080: port $port answers $answer', ({ http, port, answer }) => {
  const spec = { ...testSpec, images: [{ name: 'shop/api', listens: ['8080/TCP'], http }] };
  expect(summary(ask({ image: 'shop/api:2' }, { port, spec }))).toBe(answer);
});

test('nginx takes no POST for a page, and a HEAD as a GET', () => {
  expect(summary(ask({ image: 'nginx' }, { method: 'POST' })).slice(0, 3)).toBe('405');
  expect(summary(ask({ image: 'nginx' }, { method: 'HEAD' })).slice(0, 3)).toBe('200');
});

function mounted(name: string, mountPath: string, subPath?: string): Container & { volumeMounts: [object] } {
  return { image: 'nginx', volumeMounts: [{ name, mountPath, ...(subPath === undefined ? {} : { subPath }) }] };
}
