import { expect, test } from 'vitest';
import { selectorText } from './selector-text.ts';

test.each([
  // Requirement.String in kubernetes staging/src/k8s.io/apimachinery/pkg/labels/selector.go
  { selector: undefined, text: '<none>' },
  { selector: {}, text: '<none>' },
  { selector: { matchLabels: { tier: 'front', app: 'web' } }, text: 'app=web,tier=front' },
  { selector: { matchLabels: { 'app-id': '1', app: 'web' } }, text: 'app=web,app-id=1' },
  { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['b', 'a'] }] }, text: 'app in (a,b)' },
  { selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] }, text: 'app in (a)' },
  { selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }, text: 'app notin (a)' },
  { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, text: 'app' },
  {
    selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'legacy', operator: 'DoesNotExist' }] },
    text: 'app=web,!legacy',
  },
])('$text', ({ selector, text }) => {
  expect(selectorText(selector)).toBe(text);
});
