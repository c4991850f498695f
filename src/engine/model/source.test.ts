import { expect, test } from 'vitest';
import { formatFieldPath, formatLocation } from './source.ts';

test.each([
  [['spec', 'ports', 0, 'nodePort'], 'spec.ports[0].nodePort'],
  [['metadata', 'annotations', 'curlew.dev/listens'], 'metadata.annotations[curlew.dev/listens]'],
  [['spec', 'selector', 'run'], 'spec.selector.run'],
  [[], ''],
])('%j reads %s', (path, text) => {
  expect(formatFieldPath(path)).toBe(text);
});

test('a place is file:line:column', () => {
  expect(formatLocation({ file: 'a b.yaml', line: 3, column: 7 })).toBe('a b.yaml:3:7');
});
