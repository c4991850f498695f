import { expect, test } from 'vitest';
import { Recent } from './recent.ts';

test('what was used last is kept, and what was not is made anew', () => {
  const recent = new Recent<{ readonly made: number }>(2);
  let made = 0;
  const get = (key: string) => recent.get(key, () => ({ made: ++made }));
  const first = get('a');
  expect(get('a')).toBe(first);
  get('b');
  expect(get('a')).toBe(first);
  // b is the oldest now
  get('c');
  expect(get('a')).toBe(first);
  expect(get('b').made).toBe(4);
});
