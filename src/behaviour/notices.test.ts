import { expect, test } from 'vitest';
import type { Diagnostic } from '../engine/model/index.ts';
import { Notices } from './notices.ts';

const news = (code: string, name: string, line: number, others = 0): Diagnostic => {
  const message = `pod ${name} waits`;
  const at = { file: 'f.yaml', line, column: 1 };
  if (others === 0) return { code, severity: 'warning', message, at };
  return {
    ...{ code, severity: 'warning', at },
    message: `${message} (and ${others} more like it)`,
    standsFor: { others, message },
  };
};

test.each([
  { rule: 'one', said: [news('unschedulable', 'a', 1)], is: ['f.yaml:1:1: warning: pod a waits'] },
  {
    rule: 'pods of two places are one line',
    said: [news('unschedulable', 'a', 1), news('unschedulable', 'b', 2)],
    is: ['f.yaml:1:1: warning: pod a waits (and 1 more like it)'],
  },
  {
    rule: 'one that stands for others counts them, and says so once',
    said: [news('unschedulable', 'a', 1, 2), news('unschedulable', 'b', 2, 3)],
    is: ['f.yaml:1:1: warning: pod a waits (and 6 more like it)'],
  },
  {
    rule: 'alone as well',
    said: [news('unschedulable', 'a', 1, 2)],
    is: ['f.yaml:1:1: warning: pod a waits (and 2 more like it)'],
  },
  {
    rule: 'other news have a line each',
    said: [news('not-modelled', 'a', 1), news('not-modelled', 'b', 2)],
    is: ['f.yaml:1:1: warning: pod a waits', 'f.yaml:2:1: warning: pod b waits'],
  },
  { rule: 'what no run tells of', said: [news('unknown-field', 'a', 1)], is: [] },
])('$rule', ({ said, is }) => {
  const notices = new Notices();
  notices.add(said);
  notices.add(said);
  expect(notices.take()).toEqual(is);
  expect(notices.take()).toEqual([]);
});
