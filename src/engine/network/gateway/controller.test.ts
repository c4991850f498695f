import { describe, expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { podOf } from './gateway.fixture.ts';
import { compileGateways } from './index.ts';

function controllersIn(yaml: string): readonly string[] {
  const { table } = compileGateways(stateOf(yaml));
  return table.controllers.map(({ known, httpPort, httpsPort }) => `${known.name} ${httpPort} ${httpsPort}`);
}

describe('a pod is a controller by its image', () => {
  const traefik = [
    '--providers.kubernetesingress',
    '--entryPoints.web.address=:8000/tcp',
    '--entryPoints.websecure.address=:8443/tcp',
  ];
  test.each([
    { image: 'registry.k8s.io/ingress-nginx/controller:v1.12.1@sha256:abc', args: [], is: 'ingress-nginx 80 443' },
    {
      image: 'k8s.gcr.io/ingress-nginx/controller',
      args: ['--http-port', '8080', '--https-port=8443'],
      is: 'ingress-nginx 8080 8443',
    },
    {
      image: 'quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.33',
      args: [],
      is: 'ingress-nginx 80 443',
    },
    { image: 'docker.io/traefik:v3.3', args: traefik, is: 'traefik 8000 8443' },
    { image: 'traefik:v3.3', args: ['--providers.kubernetesingress=true'], is: 'traefik 80 443' },
    { image: 'haproxytech/kubernetes-ingress', args: [], is: 'HAProxy Kubernetes Ingress Controller 8080 8443' },
    { image: 'quay.io/jcmoraisjr/haproxy-ingress', args: [], is: 'HAProxy Ingress 80 443' },
    { image: 'nginx/nginx-ingress:5', args: [], is: 'NGINX Ingress Controller 80 443' },
    { image: 'traefik:v3.3', args: ['--providers.docker'], is: undefined },
    { image: 'traefik/whoami', args: [], is: undefined },
    { image: 'nginx', args: [], is: undefined },
  ])('$image $args: $is', ({ image, args, is }) => {
    expect(controllersIn(podOf('c', image, args))).toEqual(is === undefined ? [] : [is]);
  });

  test('the ports that it declares by name go before the defaults', () => {
    const ports = 'ports: [{name: web, containerPort: 8000}, {name: websecure, containerPort: 8443}], image:';
    const pod = podOf('c', 'traefik', ['--providers.kubernetesingress']).replace('image:', ports);
    expect(controllersIn(pod)).toEqual(['traefik 8000 8443']);
  });

  test.each([
    { what: 'no address', from: 'podIP: 10.244.1.9, ', to: '' },
    { what: 'an end', from: 'phase: Running', to: 'phase: Succeeded' },
  ])('a pod with $what runs no controller', ({ from, to }) => {
    expect(controllersIn(podOf('c', 'ingress-nginx/controller').replace(from, to))).toEqual([]);
  });
});
