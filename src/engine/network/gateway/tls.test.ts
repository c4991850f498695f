import { describe, expect, test } from 'vitest';
import { brief, classOf, ingressOf, nginx, podOf, rule, send, servicesOf } from './gateway.fixture.ts';

const NGINX = 'nginx.ingress.kubernetes.io';
const secure = `tls: [{hosts: [foo.com], secretName: foo}], rules: [${rule('foo.com', 'Prefix / web')}]`;

function cluster(annotations: string, spec: string = secure, controller: string = nginx): string {
  return [controller, servicesOf('web'), ingressOf('a', spec, annotations)].join('---');
}

describe('ingress-nginx redirects a host with TLS to HTTPS', () => {
  test.each([
    { url: 'http://foo.com/a?b=c', annotations: '{}', answer: '308 https://foo.com/a?b=c' },
    // A slash at the end gets lost, and so does the port.
    { url: 'http://foo.com:31080/', annotations: '{}', answer: '308 https://foo.com' },
    {
      url: 'http://foo.com/',
      annotations: `{${NGINX}/preserve-trailing-slash: "true"}`,
      answer: '308 https://foo.com/',
    },
    { url: 'http://foo.com/a', annotations: `{${NGINX}/ssl-redirect: "false"}`, answer: 'web' },
    { url: 'https://foo.com/a', annotations: '{}', answer: 'web' },
    // A host without tls is served over HTTPS too, with the controller's own certificate.
    { url: 'http://bar.com/', annotations: '{}', answer: '404' },
    { url: 'https://bar.com/', annotations: '{}', answer: '404' },
  ])('$url with $annotations: $answer', ({ url, annotations, answer }) => {
    expect(brief(send(cluster(annotations), url))).toBe(answer);
  });

  test.each([
    { host: 'foo.com', annotations: '{}', answer: 'web' },
    { host: 'foo.com', annotations: `{${NGINX}/force-ssl-redirect: "true"}`, answer: '308 https://foo.com/a' },
  ])('without tls, with $annotations: $answer', ({ host, annotations, answer }) => {
    const plain = cluster(annotations, `rules: [${rule(host, 'Prefix / web')}]`);
    expect(brief(send(plain, `http://${host}/a`))).toBe(answer);
    expect(brief(send(plain, `https://${host}/a`))).toBe('web');
  });

  test('a wildcard with TLS redirects the hosts that it covers, even those of other Ingresses', () => {
    const wildcard = ingressOf('w', `tls: [{hosts: ["*.foo.com"]}], rules: [${rule('*.foo.com', 'Prefix / web')}]`);
    const yaml = `${cluster('{}', `rules: [${rule('a.foo.com', 'Prefix / web')}]`)}---${wildcard}`;
    expect(brief(send(yaml, 'http://a.foo.com/x'))).toBe('308 https://a.foo.com/x');
    expect(brief(send(yaml, 'http://a.b.foo.com/x'))).toBe('404');
  });

  test('certificate challenges are not redirected', () => {
    const spec = `tls: [{hosts: [foo.com]}], rules: [${rule('foo.com', 'Exact /.well-known/acme-challenge/x web')}]`;
    expect(brief(send(cluster('{}', spec), 'http://foo.com/.well-known/acme-challenge/x'))).toBe('web');
  });

  test('the ConfigMap of the controller sets the default and the status', () => {
    const pod = podOf('controller', 'registry.k8s.io/ingress-nginx/controller', ['--configmap=ingress/nginx']);
    const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: nginx, namespace: ingress}\ndata: ';
    const controller = [pod, classOf('nginx', 'k8s.io/ingress-nginx'), `\n${configMap}`].join('---');
    const withConfig = (data: string) => cluster('{}', secure, `${controller}${data}\n`);
    expect(brief(send(withConfig('{ssl-redirect: "false"}'), 'http://foo.com/a'))).toBe('web');
    expect(brief(send(withConfig('{http-redirect-code: "301"}'), 'http://foo.com/a'))).toBe('301 https://foo.com/a');
  });
});

describe('a client that speaks the wrong protocol', () => {
  test.each([
    { url: 'http://foo.com/', port: 443, answer: '400' },
    { url: 'https://foo.com/', port: 80, answer: 'unknown' },
    { url: 'http://foo.com/metrics', port: 10254, answer: 'not-a-proxy' },
  ])('$url at port $port: $answer', ({ url, port, answer }) => {
    expect(brief(send(cluster('{}'), url, { port }))).toBe(answer);
  });
});
