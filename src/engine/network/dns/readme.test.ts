import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { formatFieldPath, formatRef } from '../../model/index.ts';
import { stateOf } from '../../testing/index.ts';
import { askDirectly, compileZone, lookup, podResolver } from './index.ts';

const [service = '', printed = ''] = exampleOf(import.meta.dirname);

const CLIENT = `
---
kind: Pod
metadata: {name: client}
spec: {nodeName: worker-1, containers: [{name: c, image: busybox}]}
status: {phase: Running, podIPs: [{ip: 10.244.1.2}]}
`;

test('the README’s example holds', () => {
  const state = stateOf(service + CLIENT);
  const [client] = state.list('Pod');
  if (client === undefined) throw new Error('no client');
  const ask = askDirectly(compileZone(state).table);
  const lines = ['mariadb', 'mariadb.shop'].flatMap((name) => {
    const { rcode, reason, rule, considered } = lookup(podResolver(state, client), { name, type: 'A' }, ask);
    return [
      `${name} ${rcode}: ${reason.text}`,
      ...considered.map((near) => `  looked at ${formatRef(near.rule.ref)}: ${near.mismatch}`),
      ...(rule === undefined ? [] : [`  by ${formatRef(rule.ref)} ${formatFieldPath(rule.path)}`]),
    ];
  });
  expect(lines).toEqual(printed.split('\n'));
});
