import { expect, test } from 'vitest';
import type { Branch } from '../../model/index.ts';
import { address, packetOf, stateOf } from '../../testing/index.ts';
import { replyOn } from './reply-on.ts';

const view = stateOf(`
{apiVersion: v1, kind: Pod, metadata: {name: nginx}, spec: {containers: [{name: c, image: registry.k8s.io/ingress-nginx/controller:v1.13.3}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: traefik}, spec: {containers: [{name: c, image: traefik:v3}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: hashicorp/http-echo, args: [-text=hello]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: files}, spec: {containers: [{name: c, image: nginx}]}}
`);

function through(gateway: string, more: Partial<Branch>): Branch {
  const ends = packetOf({ source: '10.0.0.1', destination: '10.0.0.2', port: 80 });
  const reason = { code: 'c', text: 't' };
  const at = {
    place: { pod: { kind: 'Pod', namespace: 'default', name: gateway } },
    before: ends,
    after: ends,
    reason,
    considered: [],
  };
  return {
    client: { kind: 'External', name: '10.0.0.1' },
    probability: 1,
    outcome: 'connected',
    via: 'Ingress',
    endpoint: { kind: 'Pod', namespace: 'default', name: gateway, ip: ends.destination, port: 80 },
    translated: null,
    masqueraded: false,
    sourceSeen: ends.source,
    hops: [{ stage: 'gateway', action: 'deliver', ...at }],
    ...more,
  };
}

const asked = { method: 'GET', path: '/asked', host: 'a.example.com' };
const web = { kind: 'Pod', namespace: 'default', name: 'web', ip: address('10.0.0.3'), port: 5678 } as const;

test.each([
  [404, '404 Not Found'],
  [502, '502 Bad Gateway'],
  // where nginx has words of its own
  [503, '503 Service Temporarily Unavailable'],
  [504, '504 Gateway Time-out'],
])('ingress-nginx answers %i with its page', (status, title) => {
  const reply = replyOn(view, through('nginx', { response: { status } }), asked);
  expect(reply).toMatchObject({ kind: 'response', status, contentType: 'text/html' });
  expect(reply).toMatchObject({ body: expect.stringContaining(`<center><h1>${title}</h1></center>`) });
});

test('a redirect says where to', () => {
  const response = { status: 308, location: 'https://a.example.com/asked' };
  expect(replyOn(view, through('nginx', { response }), asked)).toMatchObject(response);
});

test('a gateway answers where its backend does not', () => {
  const branch = through('nginx', { outcome: 'timeout', endpoint: null, response: { status: 504 } });
  expect(replyOn(view, branch, asked)).toMatchObject({ status: 504 });
  const { response: _, ...silent } = branch;
  expect(replyOn(view, silent, asked)).toBeUndefined();
});

test('the pages of other controllers are not known', () => {
  expect(replyOn(view, through('traefik', { response: { status: 404 } }), asked)).toMatchObject({ kind: 'unknown' });
});

test('the endpoint behind a gateway answers, asked for the path that the gateway makes', () => {
  expect(replyOn(view, through('nginx', { endpoint: web }), asked)).toMatchObject({ status: 200, body: 'hello\n' });
  const files = { ...web, name: 'files', port: 80 };
  const rewritten = through('nginx', { endpoint: files, request: { host: 'a.example.com', path: '/' } });
  expect(replyOn(view, rewritten, asked)).toMatchObject({ status: 200 });
  expect(replyOn(view, through('nginx', { endpoint: files }), asked)).toMatchObject({ status: 404 });
});
