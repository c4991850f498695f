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
