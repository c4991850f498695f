import { expect, test } from 'vitest';
import { modernText } from './modern-text.ts';

const DEPLOYMENT = `apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: c
        image: nginx
`;

test.each([
  {
    of: 'a workload gets the selector that its template stood for',
    text: DEPLOYMENT,
    removed: [{ apiVersion: 'extensions/v1beta1', kind: 'Deployment', use: 'apps/v1' }],
    says: /apiVersion: apps\/v1[\s\S]*selector:\n {4}matchLabels:\n {6}app: web/,
  },
  {
    of: 'what is current stays beside it',
    text: `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n${DEPLOYMENT}`,
    removed: [{ apiVersion: 'extensions/v1beta1', kind: 'Deployment', use: 'apps/v1' }],
    says: /kind: Namespace[\s\S]*---\n[\s\S]*apps\/v1/,
  },
  {
    of: 'an Ingress gets the backends of today',
    text: 'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: i\nspec:\n  backend:\n    serviceName: web\n    servicePort: 80\n',
    removed: [{ apiVersion: 'networking.k8s.io/v1beta1', kind: 'Ingress', use: 'networking.k8s.io/v1' }],
    says: /defaultBackend:\n {4}service:\n {6}name: web/,
  },
])('$of', ({ text, removed, says }) => {
  const modern = modernText(text, '1.33');
  expect(modern?.removed).toEqual(removed);
  expect(modern?.text).toMatch(says);
});

test.each([
  ['current versions alone', DEPLOYMENT.replace('extensions/v1beta1', 'apps/v1'), '1.33'],
  ['a release that still has the version', DEPLOYMENT, '1.15'],
  ['what is no YAML', `${DEPLOYMENT}\n- [`, '1.33'],
  [
    'what nothing took the place of',
    'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: p}\n',
    '1.33',
  ],
])('there is no other text for %s', (_, text, release) => {
  expect(modernText(text, release)).toBe(undefined);
});
