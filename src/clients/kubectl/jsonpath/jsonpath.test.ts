import { expect, test } from 'vitest';
import { evaluateTemplate } from './evaluate.ts';
import { parseTemplate } from './parse-template.ts';

const list = {
  kind: 'List',
  items: [
    {
      name: 'a',
      ready: true,
      n: 1,
      labels: { 'example.com/app': 'x' },
      ports: [{ port: 80, name: 'http' }, { port: 443 }],
    },
    { name: 'b', ready: false, n: 2, labels: {}, ports: [] },
  ],
};

// Expected values are those that kubectl prints: https://kubernetes.io/docs/reference/kubectl/jsonpath/
test.each([
  { template: '{.kind}', prints: 'List' },
  { template: '{$.kind}', prints: 'List' },
  { template: 'kind={.kind}!', prints: 'kind=List!' },
  { template: '{.items[*].name}', prints: 'a b' },
  { template: '{.items[1].name}', prints: 'b' },
  { template: '{.items[-1].name}', prints: 'b' },
  { template: '{.items[].name}', prints: 'a' },
  { template: '{.items[0:1].name}', prints: 'a' },
  { template: '{.items[0,1].name}', prints: 'a b' },
  { template: '{.items[::2].name}', prints: 'a' },
  { template: '{.items[0].ports[*].port}', prints: '80 443' },
  { template: '{..port}', prints: '80 443' },
  { template: '{.items[?(@.name=="b")].n}', prints: '2' },
  { template: '{.items[?(@.name!="b")].n}', prints: '1' },
  { template: '{.items[?(@.n>1)].name}', prints: 'b' },
  { template: '{.items[?(@.ready==true)].name}', prints: 'a' },
  { template: '{.items[?(@.ports[0].name)].name}', prints: 'a' },
  { template: "{.items[*]['name','n']}", prints: 'a b 1 2' },
  { template: "{.items[0].labels['example\\.com/app']}", prints: 'x' },
  { template: '{.items[0].labels.example\\.com/app}', prints: 'x' },
  { template: '{.items[0].labels}', prints: '{"example.com/app":"x"}' },
  { template: '{.items[0].missing.deeper}', prints: '' },
  { template: '{range .items[*]}{.name}={.n}{"\\n"}{end}', prints: 'a=1\nb=2\n' },
  { template: '{range .items[*]}{range .ports[*]}{.port},{end}{end}', prints: '80,443,' },
])('$template prints $prints', ({ template, prints }) => {
  expect(evaluateTemplate(parseTemplate(template), list)).toBe(prints);
});

test.each([
  { template: '{.kind', reason: 'unclosed action' },
  { template: '{.items[}', reason: 'unterminated array' },
  { template: '{.items[x]}', reason: 'invalid array index x' },
  { template: '{kind}', reason: 'unrecognized identifier kind' },
  { template: '{end}', reason: 'not in range, nothing to end' },
  { template: '{.items[7]}', reason: 'array index out of bounds: index 7, length 2' },
  { template: '{.kind[0]}', reason: 'string is not array or slice' },
  { template: '{range .items[*]}{.name}', reason: 'without its {end}' },
])('$template is wrong: $reason', ({ template, reason }) => {
  expect(() => evaluateTemplate(parseTemplate(template), list)).toThrow(reason);
});
