import { describe, expect, test } from 'vitest';
import { stepFileHint } from './step-file-hint.ts';

describe('who takes from the library what only its door for steps has is told of it', () => {
  test.each([
    new SyntaxError("The requested module 'curlew' does not provide an export named 'Given'"),
    new TypeError('Given is not a function'),
    new TypeError('require(...).When is not a function'),
    new TypeError('(0 , import_curlew.BeforeAll) is not a function'),
    new TypeError('setDefaultTimeout is not a function'),
  ])('%s', (error) => {
    expect(stepFileHint(error)).toMatch(/^import it from 'curlew\/cucumber'/);
  });

  test.each([
    new SyntaxError("The requested module './b.mjs' does not provide an export named 'Given'"),
    new SyntaxError("The requested module 'curlew/cucumber' does not provide an export named 'Give'"),
    new TypeError('greet is not a function'),
    new TypeError("Cannot read properties of undefined (reading 'Given')"),
    'Given is not a function',
  ])('but not who meant something else: %s', (error) => {
    expect(stepFileHint(error)).toBeUndefined();
  });
});

test('TypeScript that must be compiled asks for a compiler', () => {
  const error = Object.assign(new SyntaxError('enum'), { code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' });
  expect(stepFileHint(error)).toContain('tsx');
});
