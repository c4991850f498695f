import { describe, expect, test } from 'vitest';
import { errorsOf } from './testing.ts';

// The expected words are those that the API server's own code says.

describe('Jobs', () => {
  const job = (spec: string): string =>
    `{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}, ${spec}}}`;

  test.each([
    { spec: 'parallelism: -1', says: ['spec.parallelism: Invalid value: -1: must be greater than or equal to 0'] },
    {
      spec: 'completionMode: Some',
      says: ['spec.completionMode: Unsupported value: "Some": supported values: "NonIndexed", "Indexed"'],
    },
    {
      spec: 'backoffLimitPerIndex: 1',
      says: ['spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode'],
    },
    {
      spec: 'manualSelector: true',
      says: [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
      ],
    },
    {
      spec: 'manualSelector: true, selector: {matchLabels: {a: b}}',
      says: ['spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`'],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(job(spec))).toEqual(says);
  });

  test.each(['completionMode: Indexed, completions: 2', 'selector: {}'])('%s is fine', (spec) => {
    expect(errorsOf(job(spec))).toEqual([]);
  });
});

describe('their templates', () => {
  const job = (spec: string): string =>
    `{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {template: {spec: {containers: [{name: a, image: x}], ${spec}}}}}`;

  test.each([
    { spec: '', says: ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'] },
    {
      spec: 'restartPolicy: Always',
      says: ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
    },
    {
      spec: 'restartPolicy: Sometimes',
      says: [
        'spec.template.spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
        'spec.template.spec.restartPolicy: Unsupported value: "Sometimes": supported values: "OnFailure", "Never"',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(job(spec))).toEqual(says);
  });

  test.each(['restartPolicy: OnFailure'])('%s is fine', (spec) => {
    expect(errorsOf(job(spec))).toEqual([]);
  });
});

describe('schedules', () => {
  const cronJob = (spec: string): string =>
    `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}, schedule: "${spec}"}}`;

  test.each([
    { spec: '', says: ['spec.schedule: Required value'] },
    {
      spec: '* * * *',
      says: ['spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]'],
    },
    {
      spec: '60 * * * *',
      says: ['spec.schedule: Invalid value: "60 * * * *": end of range (60) above maximum (59): 60'],
    },
    {
      spec: 'x * * * *',
      says: [
        'spec.schedule: Invalid value: "x * * * *": failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax',
      ],
    },
    {
      spec: '*/0 * * * *',
      says: ['spec.schedule: Invalid value: "*/0 * * * *": step of range should be a positive number: */0'],
    },
    {
      spec: '5-1 * * * *',
      says: ['spec.schedule: Invalid value: "5-1 * * * *": beginning of range (5) beyond end of range (1): 5-1'],
    },
    { spec: '1-2-3 * * * *', says: ['spec.schedule: Invalid value: "1-2-3 * * * *": too many hyphens: 1-2-3'] },
    { spec: '1/2/3 * * * *', says: ['spec.schedule: Invalid value: "1/2/3 * * * *": too many slashes: 1/2/3'] },
    {
      spec: '* * 0 * *',
      says: ['spec.schedule: Invalid value: "* * 0 * *": beginning of range (0) below minimum (1): 0'],
    },
    { spec: '* * * * 7', says: ['spec.schedule: Invalid value: "* * * * 7": end of range (7) above maximum (6): 7'] },
    { spec: '@often', says: ['spec.schedule: Invalid value: "@often": unrecognized descriptor: @often'] },
    {
      spec: '@every x',
      says: ['spec.schedule: Invalid value: "@every x": failed to parse duration @every x: time: invalid duration "x"'],
    },
    {
      spec: 'TZ=UTC * * * * *',
      says: [
        'spec.schedule: Invalid value: "TZ=UTC * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
      ],
    },
    {
      spec: '-1 * * * *',
      says: [
        'spec.schedule: Invalid value: "-1 * * * *": failed to parse int from : strconv.Atoi: parsing "": invalid syntax',
      ],
    },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(cronJob(spec))).toEqual(says);
  });

  test.each(['*/5 0-6,12 ? jan-MAR Mon', '@daily', '@every 1h30m', '5/15 * * * *'])('%s is fine', (spec) => {
    expect(errorsOf(cronJob(spec))).toEqual([]);
  });
});

describe('CronJobs', () => {
  const cronJob = (spec: string): string =>
    `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: "@daily", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: x}]}}}}, ${spec}}}`;

  test.each([
    {
      spec: 'concurrencyPolicy: Some',
      says: ['spec.concurrencyPolicy: Unsupported value: "Some": supported values: "Allow", "Forbid", "Replace"'],
    },
    {
      spec: 'startingDeadlineSeconds: -1',
      says: ['spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0'],
    },
    { spec: "timeZone: ''", says: ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'] },
  ])('$spec', ({ spec, says }) => {
    expect(errorsOf(cronJob(spec))).toEqual(says);
  });

  test.each(['concurrencyPolicy: Forbid'])('%s is fine', (spec) => {
    expect(errorsOf(cronJob(spec))).toEqual([]);
  });
});
