import type { runCucumber } from '@cucumber/cucumber/api';

/** One Cucumber Message, as `runCucumber` reports it (https://github.com/cucumber/messages). */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

export type Pickle = NonNullable<Envelope['pickle']>;
export type GherkinDocument = NonNullable<Envelope['gherkinDocument']>;
export type StepDefinition = NonNullable<Envelope['stepDefinition']>;
export type Hook = NonNullable<Envelope['hook']>;
export type TestCase = NonNullable<Envelope['testCase']>;
export type TestStep = TestCase['testSteps'][number];
export type StepResult = NonNullable<Envelope['testStepFinished']>['testStepResult'];
export type Exception = NonNullable<StepResult['exception']>;
export type SourceReference = StepDefinition['sourceReference'];
