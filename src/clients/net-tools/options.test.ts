import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

const TABLE = { flags: ['-s --silent', '-v', '-nv'], values: ['-m --max-time', '-O'] };

test.each([
  { args: ['-s', '-m', '2', 'web'], silent: true, time: '2', operands: ['web'] },
  { args: ['-sm2', 'web'], silent: true, time: '2', operands: ['web'] },
  { args: ['--silent', '--max-time=2'], silent: true, time: '2', operands: [] },
  { args: ['web', '--max-time', '2'], silent: false, time: '2', operands: ['web'] },
  { args: ['-m', '1', '-m', '2'], silent: false, time: '2', operands: [] },
  { args: ['--', '-s'], silent: false, time: undefined, operands: ['-s'] },
  { args: ['-'], silent: false, time: undefined, operands: ['-'] },
])('$args', ({ args, silent, time, operands }) => {
  const options = readOptions('curl', args, TABLE);
  expect(options.has('-s')).toBe(silent);
  expect(options.value('-m')).toBe(time);
  expect(options.operands).toEqual(operands);
});

test('an option with a dash for a value, a long name with one dash, and one that is given twice', () => {
  const options = readOptions('wget', ['-sO-', '-nv', '-vv'], TABLE);
  expect(options.value('-O')).toBe('-');
  expect(options.has('-nv')).toBe(true);
  expect(options.count('-v')).toBe(2);
});

test.each([['-z'], ['-sz'], ['--zap'], ['--zap=1']])('%s is an error that lists what is supported', (word) => {
  expect(() => readOptions('curl', [word], TABLE)).toThrow(
    expect.objectContaining({ name: 'SetupError', hint: 'supported: -s, --silent; -v; -nv; -m, --max-time; -O' }),
  );
});

test('an option without its value is an error', () => {
  expect(() => readOptions('curl', ['-m'], TABLE)).toThrow('takes a value');
});
