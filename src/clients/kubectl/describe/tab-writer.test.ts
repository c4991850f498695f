import { expect, test } from 'vitest';
import { layOut } from './tab-writer.ts';

// The rules are those of Go's text/tabwriter: https://pkg.go.dev/text/tabwriter
test.each([
  { rule: 'a column is two wider than its widest cell', text: 'a:\tb\nlong:\tc', laidOut: 'a:     b\nlong:  c' },
  { rule: 'the last cell of a line widens nothing', text: 'very long\na:\tb', laidOut: 'very long\na:  b' },
  { rule: 'a line without the column ends it', text: 'long:\tb\nx\na:\tb', laidOut: 'long:  b\nx\na:  b' },
  { rule: 'inner columns end with the outer run', text: 'a\tb\tc\naa\tbb', laidOut: 'a   b  c\naa  bb' },
  { rule: 'an empty cell takes its place', text: 'a:\tb\n\tc', laidOut: 'a:  b\n    c' },
])('$rule', ({ text, laidOut }) => {
  expect(layOut(text)).toBe(laidOut);
});
