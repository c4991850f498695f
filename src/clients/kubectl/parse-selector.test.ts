import { expect, test } from 'vitest';
import { selects } from '../../engine/model/index.ts';
import { parseSelector } from './parse-selector.ts';

const labels = { app: 'web', tier: 'front' };

test.each([
  { selector: '', holds: true },
  { selector: 'app=web', holds: true },
  { selector: 'app==web,tier=front', holds: true },
  { selector: 'app=web,tier=back', holds: false },
  { selector: 'app!=web', holds: false },
  { selector: 'none!=x', holds: true },
  { selector: 'app in (web, db)', holds: true },
  { selector: 'app notin (web,db)', holds: false },
  { selector: 'tier', holds: true },
  { selector: '!tier', holds: false },
  { selector: 'app in (db),tier', holds: false },
])('$selector: $holds', ({ selector, holds }) => {
  expect(selects(parseSelector(selector), labels)).toBe(holds);
});

test('a selector that is none is an error of kubectl', () => {
  expect(() => parseSelector('app=(x')).toThrow('unable to parse requirement');
});
