import type { StatementResult as Ran } from '../../clients/shell/index.ts';

/** The words of a statement that is one kubectl command and nothing else. */
export function onlyKubectl({ commands }: Pick<Ran, 'commands'>): readonly string[] | undefined {
  const [only, more] = commands;
  return only === undefined || more !== undefined || only.argv[0] !== 'kubectl' ? undefined : only.argv;
}
