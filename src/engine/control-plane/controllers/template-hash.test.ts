import { describe, expect, test } from 'vitest';
import type { PodTemplateSpec } from '../../model/index.ts';
import { templateHash } from './template-hash.ts';

const template: PodTemplateSpec = {
  metadata: { labels: { app: 'web', tier: 'front' } },
  spec: { containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80, protocol: 'TCP' }] }] },
};

describe('the hash of a pod template', () => {
  test('has the characters and the length of the real one', () => {
    expect(templateHash(template)).toMatch(/^[456789bcdf]{1,10}$/);
  });

  test.each<{ readonly rule: string; readonly same: PodTemplateSpec }>([
    {
      rule: 'the order of fields',
      same: { spec: template.spec, metadata: { labels: { tier: 'front', app: 'web' } } },
    },
    {
      rule: 'the hash label',
      same: { ...template, metadata: { labels: { ...template.metadata?.labels, 'pod-template-hash': 'x' } } },
    },
    {
      rule: 'creationTimestamp',
      same: { ...template, metadata: { ...template.metadata, creationTimestamp: '2024-01-01T00:00:00Z' } },
    },
  ])('does not depend on $rule', ({ same }) => {
    expect(templateHash(same)).toBe(templateHash(template));
  });

  test.each<{ readonly rule: string; readonly other: PodTemplateSpec }>([
    { rule: 'an image', other: { ...template, spec: { containers: [{ name: 'web', image: 'nginx:2' }] } } },
    { rule: 'a label', other: { ...template, metadata: { labels: { app: 'web' } } } },
    {
      rule: 'an annotation',
      other: { ...template, metadata: { ...template.metadata, annotations: { restartedAt: 'now' } } },
    },
  ])('changes with $rule', ({ other }) => {
    expect(templateHash(other)).not.toBe(templateHash(template));
  });

  test('changes with a collision', () => {
    expect(templateHash(template, 1)).not.toBe(templateHash(template));
    expect(templateHash(template, 1)).toMatch(/^[456789bcdf]{1,10}$/);
  });
});
