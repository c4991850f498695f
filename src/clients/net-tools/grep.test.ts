import { expect, test } from 'vitest';
import { grep } from './grep.ts';

const INPUT = 'podIP: 10.0.0.1\nname: web\n- a+b\n';

test.each([
  { words: ['grep', 'podIP'], stdout: 'podIP: 10.0.0.1\n', status: 0 },
  { words: ['grep', 'PODip'], stdout: '', status: 1 },
  { words: ['grep', '-i', 'PODip'], stdout: 'podIP: 10.0.0.1\n', status: 0 },
  { words: ['grep', '-v', 'a'], stdout: 'podIP: 10.0.0.1\n', status: 0 },
  { words: ['grep', '-c', ':'], stdout: '2\n', status: 0 },
  { words: ['grep', '-o', '[0-9.]\\+'], stdout: '10.0.0.1\n', status: 0 },
  { words: ['grep', 'a+b'], stdout: '- a+b\n', status: 0 },
  { words: ['grep', '-E', 'a+b'], stdout: '', status: 1 },
  { words: ['egrep', 'web|podIP'], stdout: 'podIP: 10.0.0.1\nname: web\n', status: 0 },
  { words: ['grep', '-F', '.0.0.'], stdout: 'podIP: 10.0.0.1\n', status: 0 },
  { words: ['grep', '-w', 'we'], stdout: '', status: 1 },
  { words: ['grep', '-q', 'web'], stdout: '', status: 0 },
])('$words', ({ words, stdout, status }) => {
  expect(grep(words, INPUT)).toMatchObject({ stdout, status });
});

test.each([['head', '-1'], ['grep', '-A1', 'x'], ['grep'], ['grep', 'x', 'file'], ['grep', '-E', '(']])(
  '%s %s is an error',
  (...words) => {
    expect(() => grep(words, INPUT)).toThrow(expect.objectContaining({ name: 'SetupError' }));
  },
);
