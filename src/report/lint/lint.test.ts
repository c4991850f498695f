import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Finding, LintReport, LintRule } from '../../engine/model/index.ts';
import { formatLint, lintGithub, lintJson, lintSarif } from './index.ts';

const rule: LintRule = {
  code: 'dns-blocked',
  severity: 'warning',
  title: 'No DNS',
  page: '# dns-blocked\n',
  pagePath: 'src/questions/lint/codes/dns-blocked.md',
};

const blocked: Finding = {
  code: 'dns-blocked',
  severity: 'warning',
  message: 'Deployment shop/web cannot ask, 100%',
  object: { kind: 'NetworkPolicy', namespace: 'shop', name: 'web' },
  path: 'spec.egress',
  at: { file: 'my shop/web.yaml', line: 3, column: 5 },
  fix: 'allow it',
};

const homeless: Finding = {
  code: 'not-settled',
  severity: 'note',
  message: 'the cluster does not come to rest',
  path: '',
};

const report: LintReport = {
  findings: [blocked, homeless],
  silenced: [{ ...blocked, severity: 'note', silenced: 'by design' }],
  rules: [rule],
};

const nothing: LintReport = { findings: [], silenced: [], rules: [rule] };

test('text shows the line of the manifest, what to do, and counts', () => {
  expect(
    formatLint(report, () => 'a\nb\n    egress: []\n'),
  ).toBe(`my shop/web.yaml:3:5: warning: Deployment shop/web cannot ask, 100% [dns-blocked]
    3 |     egress: []
      |     ^
  hint: allow it

note: the cluster does not come to rest [not-settled]

1 warning, 1 note, 1 silenced
for more about a code: curlew lint --explain dns-blocked
`);
  expect(formatLint(nothing, () => undefined)).toBe('nothing found\n');
});

test('github escapes what its commands give a meaning', () => {
  expect(lintGithub(report)).toBe(
    '::warning file=my shop/web.yaml,line=3,col=5,title=curlew dns-blocked::Deployment shop/web cannot ask, 100%25%0Aallow it\n' +
      '::notice title=curlew not-settled::the cluster does not come to rest\n',
  );
  expect(
    lintGithub({ ...nothing, findings: [{ ...blocked, at: { file: 'a,b:c.yaml', line: 1, column: 1 } }] }),
  ).toContain('file=a%2Cb%3Ac.yaml,');
});

test('json has every field, null where there is nothing', () => {
  const json = lintJson(report);
  expect(json.summary).toEqual({ error: 0, warning: 1, note: 1, silenced: 1 });
  expect(json.findings[0]).toEqual({
    code: 'dns-blocked',
    severity: 'warning',
    message: 'Deployment shop/web cannot ask, 100%',
    object: { kind: 'NetworkPolicy', namespace: 'shop', name: 'web' },
    path: 'spec.egress',
    file: 'my shop/web.yaml',
    line: 3,
    column: 5,
    fix: 'allow it',
    page: 'src/questions/lint/codes/dns-blocked.md',
  });
  expect(json.findings[1]).toMatchObject({ object: null, file: null, line: null, fix: null, page: null });
  expect(json.silenced[0]?.reason).toBe('by design');
});

const text = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string' }, markdown: { type: 'string' } },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };

/** What the schema of SARIF 2.1.0 requires of the parts that lint writes. */
const SARIF = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string', pattern: '^https://' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        additionalProperties: false,
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string' },
                  version: { type: 'string' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        shortDescription: text,
                        help: text,
                        defaultConfiguration: { type: 'object', properties: { level } },
                      },
                    },
                  },
                },
              },
            },
          },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level,
                message: text,
                locations: {
                  type: 'array',
                  minItems: 1,
                  items: {
                    type: 'object',
                    required: ['physicalLocation'],
                    properties: {
                      physicalLocation: {
                        type: 'object',
                        properties: {
                          artifactLocation: {
                            type: 'object',
                            properties: { uri: { type: 'string', pattern: '^[^ \\\\]+$' } },
                          },
                          region: {
                            type: 'object',
                            properties: {
                              startLine: { type: 'integer', minimum: 1 },
                              startColumn: { type: 'integer', minimum: 1 },
                            },
                          },
                        },
                      },
                      logicalLocations: { type: 'array', items: { type: 'object' } },
                    },
                  },
                },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
                suppressions: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['kind'],
                    properties: { kind: { enum: ['inSource', 'external'] }, justification: { type: 'string' } },
                  },
                },
              },
            },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              properties: {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: { type: 'object', required: ['message'], properties: { level, message: text } },
                },
              },
            },
          },
        },
      },
    },
  },
};

describe('sarif', () => {
  test.each([
    ['findings', report],
    ['nothing', nothing],
  ])('has the shape of SARIF 2.1.0: %s', (_, given) => {
    const validate = new Ajv({ strict: false }).compile(SARIF);
    expect(validate(JSON.parse(JSON.stringify(lintSarif(given, '1.2.3')))), JSON.stringify(validate.errors)).toBe(true);
  });

  const { results, tool, invocations } = lintSarif(report, '1.2.3').runs[0];

  test('every result names its rule by id and index, and its place as a URI', () => {
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('my%20shop/web.yaml');
  });

  test('a silenced finding is suppressed with its reason', () => {
    expect(results.map(({ suppressions }) => suppressions?.[0].justification)).toEqual([undefined, 'by design']);
  });

  test('what has no place is a notification', () => {
    expect(invocations[0].toolExecutionNotifications.map(({ descriptor }) => descriptor.id)).toEqual(['not-settled']);
  });

  test('a fingerprint does not depend on lines', () => {
    const moved = { ...blocked, at: { file: 'my shop/web.yaml', line: 30, column: 1 } };
    const [other] = lintSarif({ ...report, findings: [moved] }, '1.2.3').runs[0].results;
    expect(other?.partialFingerprints).toEqual(results[0]?.partialFingerprints);
  });
});
