import { expect, test } from 'vitest';
import { base64Fault, timeFault } from './text-faults.ts';

// What Go's base64.StdEncoding reports as CorruptInputError for the same texts.
test.each([
  ['hello world', 5],
  ['hello', 4],
  ['ab', 0],
  ['abcdab', 4],
  ['=', 0],
  ['a=', 1],
  ['ab=', 3],
  ['ab=x', 2],
  ['ab==x', 4],
  ['abc=x', 4],
])('%j ceases to be base64 at %i', (text, offset) => {
  expect(base64Fault(text)).toBe(offset);
});

test.each([
  ['yesterday', 'cannot parse "yesterday" as "2006"'],
  ['2024-01-01', 'cannot parse "" as "T"'],
  ['2024-01-01T00:00:00', 'cannot parse "" as "Z07:00"'],
  ['2024-01-01T00:00:00Z!', 'extra text: "!"'],
])('%j is no time', (text, fault) => {
  expect(timeFault(text)).toBe(`parsing time "${text}" as "2006-01-02T15:04:05Z07:00": ${fault}`);
});
