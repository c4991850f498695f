import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOneLine, terminalText } from './terminal-text.ts';

describe('a terminal shows, and does not obey', () => {
  test.each([
    { name: 'a colour', text: '\u001b[31mred', shown: '^[[31mred' },
    { name: 'a title of the window', text: '\u001b]0;t\u0007', shown: '^[]0;t^G' },
    { name: 'a character back', text: 'ok\b\bno', shown: 'ok^H^Hno' },
    { name: 'the line from its beginning', text: 'denied\rallowed', shown: 'denied\\rallowed' },
    { name: 'CSI in one character', text: '\u009b31m', shown: '\\u009b31m' },
    { name: 'DEL', text: 'a\u007f', shown: 'a^?' },
    { name: 'text that runs to the left', text: 'a\u202etxt', shown: 'a\\u202etxt' },
    { name: 'Unicode ends of lines', text: 'a\u2028::error::b', shown: 'a\\u2028::error::b' },
    { name: 'but ends of lines and tabs', text: 'a\tb\r\nc\n', shown: 'a\tb\r\nc\n' },
    { name: 'but letters of every script', text: 'Ü→✓ مرحبا 名 👩‍🚀', shown: 'Ü→✓ مرحبا 名 👩‍🚀' },
  ])('$name', ({ text, shown }) => {
    expect(terminalText(text)).toBe(shown);
  });

  test('its own colours are kept where they are meant, and no other sequence', () => {
    expect(terminalText('\u001b[32m✓\u001b[39m \u001b[2J\u001b]0;t\u0007', 'kept')).toBe(
      '\u001b[32m✓\u001b[39m ^[[2J^[]0;t^G',
    );
  });
});

describe('a CI job obeys nothing', () => {
  test.each([
    { name: 'a workflow command', text: 'x\n::error::y', shown: 'x\n\\::error::y' },
    { name: 'behind spaces, which the runner trims', text: '   ::add-mask::y', shown: '   \\::add-mask::y' },
    { name: 'with properties', text: '::error file=a,line=1::y', shown: '\\::error file=a,line=1::y' },
    { name: 'whatever its case', text: '::WARNING::y', shown: '\\::WARNING::y' },
    { name: 'the old form, anywhere in a line', text: 'x ##[error]y', shown: 'x #\\#[error]y' },
    {
      name: 'Azure Pipelines',
      text: '##vso[task.setvariable variable=a]b',
      shown: '#\\#vso[task.setvariable variable=a]b',
    },
    { name: 'but an address is no command', text: '::/0 → ::1', shown: '::/0 → ::1' },
    { name: 'nor a range of them', text: '::-::ffff', shown: '::-::ffff' },
    { name: 'nor one of letters', text: '::cafe TCP ::1', shown: '::cafe TCP ::1' },
    { name: 'nor a heading', text: '## [a](b)', shown: '## [a](b)' },
    { name: 'nor what stands in a line', text: 'a ::error::y', shown: 'a ::error::y' },
  ])('$name', ({ text, shown }) => {
    expect(terminalText(text)).toBe(shown);
  });
});

describe('a value stays on its line', () => {
  test.each([
    { value: 'a\n::error::b', shown: 'a\\n::error::b' },
    { value: { name: 'a\r\nb', list: ['c\td', 1, null] }, shown: { name: 'a\\r\\nb', list: ['c\td', 1, null] } },
    { value: 'plain', shown: 'plain' },
  ])('$value', ({ value, shown }) => {
    expect(inOneLine<unknown>(value)).toEqual(shown);
  });

  test('what is fine is the same value, not a copy', () => {
    const value = { a: ['b', { c: 1 }] };
    expect(inOneLine(value)).toBe(value);
  });
});

test('escaping twice is escaping once, and leaves no control character', () => {
  const text = fc.string({
    unit: fc.constantFrom('\u001b', '\n', '\r', ':', '::', '#', '[', 'error', ' ', '\u009b', '\u202e', '31m', 'é'),
  });
  fc.assert(
    fc.property(text, (given) => {
      const once = terminalText(given);
      expect(terminalText(once)).toBe(once);
      expect(once).not.toMatch(/[^\P{Cc}\t\r\n]|\r(?!\n)|^\s*::error::/mu);
      expect(inOneLine(given)).not.toMatch(/\p{Cc}/u);
    }),
  );
});
