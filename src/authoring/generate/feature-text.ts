import { tableLines } from './truth-table.ts';

/** A scenario; an outline where it has examples, of which each is a target. */
export interface ScenarioText {
  readonly name: string;
  /** Each a sentence with the lines of its table. */
  readonly steps: readonly (readonly string[])[];
  readonly examples?: readonly string[];
}

/** A feature file. The heading stands above it, as comments. */
export interface FeatureText {
  readonly heading: readonly string[];
  readonly title: string;
  readonly background: readonly string[];
  readonly scenarios: readonly ScenarioText[];
}

/** Writes a feature file, as somebody would by hand. */
export function featureText({ heading, title, background, scenarios }: FeatureText): string {
  const given = background.map((each) => [each]);
  const lines = [
    ...heading.map((line) => `# ${line}`),
    `Feature: ${title}`,
    '',
    '  Background:',
    ...stepLines('Given', given),
    ...scenarios.flatMap((scenario) => ['', ...scenarioLines(scenario)]),
  ];
  return `${lines.join('\n')}\n`;
}

function scenarioLines({ name, steps, examples }: ScenarioText): readonly string[] {
  const body = stepLines('Then', steps);
  if (examples === undefined) return [`  Scenario: ${name}`, ...body];
  const table = tableLines([['target'], ...examples.map((each) => [each])]);
  return [`  Scenario Outline: ${name}`, ...body, '', '    Examples:', ...table.map((line) => `    ${line}`)];
}

function stepLines(keyword: string, steps: readonly (readonly string[])[]): readonly string[] {
  return steps.flatMap(([sentence, ...table], index) => [
    `    ${index === 0 ? keyword : 'And'} ${sentence}`,
    ...table.map((line) => `    ${line}`),
  ]);
}
