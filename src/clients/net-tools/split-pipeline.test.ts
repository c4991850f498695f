import { expect, test } from 'vitest';
import { splitPipeline } from './split-pipeline.ts';

const variable = (name: string): string => ({ HOST: '10.0.0.1', EMPTY: '' })[name] ?? '';

test.each([
  { line: 'curl -s web', words: [['curl', '-s', 'web']] },
  { line: "curl -w '%{http_code}\\n' web", words: [['curl', '-w', '%{http_code}\\n', 'web']] },
  { line: 'grep "a \\"b\\" \\\\ c"', words: [['grep', 'a "b" \\ c']] },
  { line: 'curl a\\ b', words: [['curl', 'a b']] },
  { line: "echo ''", words: [['echo', '']] },
  {
    line: 'wget -qO- "$HOST:80" | grep x',
    words: [
      ['wget', '-qO-', '10.0.0.1:80'],
      ['grep', 'x'],
    ],
  },
  { line: 'curl ${HOST}/a $EMPTY b', words: [['curl', '10.0.0.1/a', 'b']] },
  { line: "curl '$HOST'", words: [['curl', '$HOST']] },
  { line: 'curl http://web/?a=b', words: [['curl', 'http://web/?a=b']] },
  {
    line: 'curl web 2>&1 | grep x',
    words: [
      ['curl', 'web'],
      ['grep', 'x'],
    ],
  },
])('$line', ({ line, words }) => {
  expect(splitPipeline(line, variable).map((command) => command.words)).toEqual(words);
});

test.each([
  { line: 'curl web', stdout: 'kept', stderr: 'kept' },
  { line: 'curl web 2>&1', stdout: 'kept', stderr: 'to stdout' },
  { line: 'curl web 2>/dev/null', stdout: 'kept', stderr: 'dropped' },
  { line: 'curl web >/dev/null 2>&1', stdout: 'dropped', stderr: 'dropped' },
  { line: 'curl web 2>&1 > /dev/null', stdout: 'dropped', stderr: 'to stdout' },
  { line: 'curl web &>/dev/null', stdout: 'dropped', stderr: 'dropped' },
])('$line: standard output $stdout, standard error $stderr', ({ line, stdout, stderr }) => {
  expect(splitPipeline(line, variable)).toMatchObject([{ words: ['curl', 'web'], stdout, stderr }]);
});

test.each([
  'a && b',
  'a || b',
  'a; b',
  'a &',
  'a > file',
  'a < file',
  'a $(b)',
  'a `b`',
  '(a)',
  'ls *.txt',
  'a "$(b)"',
])('%s takes a real shell', (line) => {
  expect(() => splitPipeline(line, variable)).toThrow('is not simulated');
});

test.each(["curl 'web", 'curl "web'])('%s is never closed', (line) => {
  expect(() => splitPipeline(line, variable)).toThrow('is never closed');
});

test.each(['', '   ', '| grep x', 'curl web |'])('"%s" names no command', (line) => {
  expect(() => splitPipeline(line, variable)).toThrow('names no command');
});
