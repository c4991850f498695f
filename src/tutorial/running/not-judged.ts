import type { StatementResult } from '../../report/index.ts';

/** The verdict on a statement that nobody judges, with the reason. */
export interface NotJudged extends Pick<StatementResult, 'differences' | 'judgedLines'> {
  readonly status: 'not-modelled' | 'skipped';
  readonly reason: string;
}

export function notJudged(status: NotJudged['status'], reason: string): NotJudged {
  return { status, reason, differences: [], judgedLines: 0 };
}
