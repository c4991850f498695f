import { describe, expect, test } from 'vitest';
import { CurlewDefect, NotModelled, SetupError } from '../engine/model/index.ts';
import { ManifestError, SpecFailure } from './failure.ts';
import { withoutOwnFrames } from './own-frames.ts';

const OWN = '/project/node_modules/curlew/dist/';
const own = 'at expectReaches (file:///project/node_modules/curlew/dist/chunks/a.js:1:2)';
const ownPath = 'at World.<anonymous> (/project/node_modules/curlew/dist/chunks/a.js:1:2)';
const users = 'at async World.<anonymous> (file:///project/specs/steps.js:3:70)';
const node = 'at process.processTicksAndRejections (node:internal/process/task_queues:95:5)';
const async = 'at AsyncLocalStorage.run (node:async_hooks:346:14)';
const all = 'at async Promise.all (index 0)';

function framesOf(error: Error, ...frames: readonly string[]): readonly string[] {
  const head = `${error.name}: ${error.message}`;
  error.stack = `${head}${frames.map((frame) => `\n    ${frame}`).join('')}`;
  withoutOwnFrames(error, OWN);
  expect(error.stack.startsWith(head)).toBe(true);
  return error.stack
    .slice(head.length)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.trim());
}

describe('what a spec or its input is to blame for is told without our own files', () => {
  test.each<Error>([
    new SpecFailure(
      'expected: a\nbut:      b\n\n   at moment 1 (file:///project/node_modules/curlew/dist/no-frame.js:1:1)',
    ),
    new ManifestError([], () => undefined),
    new SetupError('no pod', { hint: 'at home' }),
    new NotModelled('it is beyond the model'),
  ])('$name', (error) => {
    expect(framesOf(error, own, ownPath, node, async, all)).toEqual([]);
    expect(framesOf(error, own, users, own, node)).toEqual([users]);
  });
});

test('an error of the user’s own step keeps the step’s place', () => {
  expect(framesOf(new Error('mine'), users, ownPath, async)).toEqual([users]);
  expect(framesOf(new TypeError('mine'), users, own)).toEqual([users]);
});

test('what Curlew is to blame for keeps all', () => {
  expect(framesOf(new CurlewDefect('broken'), own, users, node)).toEqual([own, users, node]);
  expect(framesOf(new TypeError('x is undefined'), own, users, node)).toEqual([own, users, node]);
});

test.each(['a text', undefined, null, 5])('what is no error is thrown as it is: %s', (thrown) => {
  expect(withoutOwnFrames(thrown)).toBe(thrown);
});

test('an error without a stack stays as it is', () => {
  const error = new Error('bare');
  delete error.stack;
  expect(withoutOwnFrames(error)).toBe(error);
  expect(error.stack).toBeUndefined();
});
