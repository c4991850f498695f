import { type FinishedScenario, scenarioStatus } from './scenario-log.ts';

const WORST_FIRST = ['failed', 'ambiguous', 'undefined', 'pending', 'empty', 'skipped', 'passed'];

/** `3 scenarios (1 failed, 2 passed)`, and the same for their steps; hooks do not count. */
export function summaryLines(scenarios: readonly FinishedScenario[]): readonly string[] {
  const steps = scenarios.flatMap(({ runs }) => runs.filter(({ step }) => step.pickleStepId !== undefined));
  return [
    total('scenario', scenarios.map(scenarioStatus)),
    total(
      'step',
      steps.map(({ result }) => result.status.toLowerCase()),
    ),
  ];
}

function total(noun: string, statuses: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = WORST_FIRST.flatMap((status) => (counts.has(status) ? [`${counts.get(status)} ${status}`] : []));
  const detail = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
  return `${statuses.length} ${noun}${statuses.length === 1 ? '' : 's'}${detail}`;
}
