import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  { written: 'form', names: ['ports', 'from'], name: 'from' },
  { written: 'PODSELECTOR', names: ['podSelector'], name: 'podSelector' },
  { written: 'podSelectors', names: ['podSelector', 'namespaceSelector'], name: 'podSelector' },
  { written: 'serviceName', names: ['service', 'resource'], name: undefined },
  { written: 'x', names: ['spec'], name: undefined },
])('$written was meant to be $name', ({ written, names, name }) => {
  expect(nearestName(written, names)?.name).toBe(name);
});
