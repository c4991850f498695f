import { describe, expect, test } from 'vitest';
import { stateOf } from '../../testing/index.ts';
import { brief, classOf, ingressOf, podOf, rule, send, servicesOf } from './gateway.fixture.ts';
import { admitIngress } from './index.ts';

const NGINX = 'registry.k8s.io/ingress-nginx/controller';
const nginxClass = classOf('nginx', 'k8s.io/ingress-nginx');
const isDefault = '{ingressclass.kubernetes.io/is-default-class: "true"}';
const rules = `rules: [${rule('foo.com', 'Prefix / web')}]`;

const byField = (name: string) => ingressOf('a', rules).replace('ingressClassName: nginx', `ingressClassName: ${name}`);
const byAnnotation = (name: string) =>
  ingressOf('a', rules, `{kubernetes.io/ingress.class: ${name}}`).replace('ingressClassName: nginx, ', '');
const classless = ingressOf('a', rules).replace('ingressClassName: nginx, ', '');

function answer(pod: string, ...others: readonly string[]): string {
  return brief(send([pod, servicesOf('web'), ...others].join('---'), 'http://foo.com/'));
}

describe('ingress-nginx takes an Ingress', () => {
  test.each([
    { when: 'its class names this controller', args: [], others: [byField('nginx'), nginxClass], answer: 'web' },
    {
      when: 'its class has another name',
      args: [],
      others: [byField('a'), classOf('a', 'k8s.io/ingress-nginx')],
      answer: 'web',
    },
    { when: 'its class is not there', args: [], others: [byField('nginx')], answer: '404' },
    {
      when: 'its class is another controller’s',
      args: [],
      others: [byField('a'), classOf('a', 'x.io/y')],
      answer: '404',
    },
    { when: 'the annotation says nginx', args: [], others: [byAnnotation('nginx')], answer: 'web' },
    { when: 'the annotation says anything else', args: [], others: [byAnnotation('other'), nginxClass], answer: '404' },
    {
      when: 'the annotation is its own',
      args: ['--ingress-class=other'],
      others: [byAnnotation('other')],
      answer: 'web',
    },
    { when: 'it names no class', args: [], others: [classless, nginxClass], answer: '404' },
    { when: 'a flag lets it in', args: ['--watch-ingress-without-class=true'], others: [classless], answer: 'web' },
    {
      when: 'its class is the default',
      args: [],
      others: [classless, classOf('n', 'k8s.io/ingress-nginx', isDefault)],
      answer: 'web',
    },
    {
      when: 'the default is another’s',
      args: [],
      others: [classless, nginxClass, classOf('x', 'x.io/y', isDefault)],
      answer: '404',
    },
    {
      when: 'the controller has a name of its own',
      args: ['--controller-class', 'x.io/y'],
      others: [byField('a'), classOf('a', 'x.io/y')],
      answer: 'web',
    },
    {
      when: 'its namespace is watched',
      args: ['--watch-namespace=default'],
      others: [byField('nginx'), nginxClass],
      answer: 'web',
    },
    {
      when: 'another namespace is',
      args: ['--watch-namespace=other'],
      others: [byField('nginx'), nginxClass],
      answer: '404',
    },
  ])('where $when: $answer', ({ args, others, answer: expected }) => {
    expect(answer(podOf('controller', NGINX, args), ...others)).toBe(expected);
  });
});

describe('admission fills the class in', () => {
  const dated = (name: string, year: number) =>
    classOf(name, 'x.io/y', isDefault).replace(
      `{name: ${name}`,
      `{name: ${name}, creationTimestamp: "${year}-01-01T00:00:00Z"`,
    );
  test.each([
    { what: 'no default', classes: [nginxClass], ingress: classless, name: undefined },
    { what: 'one default', classes: [nginxClass, classOf('b', 'x.io/y', isDefault)], ingress: classless, name: 'b' },
    {
      what: 'the newest',
      classes: [dated('a', 2020), dated('c', 2022), dated('b', 2021)],
      ingress: classless,
      name: 'c',
    },
    { what: 'the first by name', classes: [dated('b', 2020), dated('a', 2020)], ingress: classless, name: 'a' },
    { what: 'nothing over a class', classes: [dated('b', 2020)], ingress: byField('nginx'), name: 'nginx' },
    {
      what: 'nothing over an annotation',
      classes: [dated('b', 2020)],
      ingress: byAnnotation('nginx'),
      name: undefined,
    },
  ])('$what: $name', ({ classes, ingress, name }) => {
    const view = stateOf([...classes, ingress].join('---'));
    const admitted = view.list('Ingress').map(({ object }) => admitIngress(view, object).spec?.ingressClassName);
    expect(admitted).toEqual([name]);
  });
});

describe('other controllers', () => {
  const haproxy = 'haproxytech/kubernetes-ingress:3.1';
  const other = 'nginx/nginx-ingress:4.0';
  const traefik = 'rancher/mirrored-library-traefik:3.3';
  const provider = '--providers.kubernetesingress';
  test.each([
    {
      image: traefik,
      args: [provider],
      others: [byField('t'), classOf('t', 'traefik.io/ingress-controller')],
      answer: 'web',
    },
    { image: traefik, args: [provider], others: [classless], answer: 'web' },
    {
      image: traefik,
      args: [provider, '--providers.kubernetesingress.ingressclass=x'],
      others: [classless],
      answer: '404',
    },
    { image: traefik, args: [], others: [classless], answer: 'not-a-proxy' },
    { image: haproxy, args: [], others: [byField('h'), classOf('h', 'haproxy.org/ingress-controller')], answer: 'web' },
    {
      image: haproxy,
      args: ['--ingress.class=h'],
      others: [byField('h'), classOf('h', 'haproxy.org/ingress-controller')],
      answer: '404',
    },
    {
      image: haproxy,
      args: ['--ingress.class=h'],
      others: [byField('h'), classOf('h', 'haproxy.org/ingress-controller/h')],
      answer: 'web',
    },
    { image: haproxy, args: [], others: [classless], answer: 'unknown' },
    {
      image: other,
      args: [],
      others: [byField('nginx'), classOf('nginx', 'nginx.org/ingress-controller')],
      answer: 'web',
    },
    { image: other, args: [], others: [byField('n'), classOf('n', 'nginx.org/ingress-controller')], answer: '404' },
    { image: 'nginx:1.27', args: [], others: [byField('nginx'), nginxClass], answer: 'not-a-proxy' },
  ])('$image $args: $answer', ({ image, args, others, answer: expected }) => {
    const pod = podOf('controller', image, args).replace('image:', 'ports: [{name: http, containerPort: 80}], image:');
    expect(answer(pod, ...others)).toBe(expected);
  });
});
