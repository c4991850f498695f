import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { Coverage } from '../../questions/coverage/index.ts';
import { SHOP } from '../../questions/coverage/shop.fixture.ts';
import { annotate, coverageJson, coverageRows, formatLcov, notExercised } from './index.ts';

const cluster = Cluster.of({ yaml: SHOP });
const counted = new Coverage();
counted.exercise(cluster.view, cluster.trace({ from: 'web', to: 'db:5432' }));

describe('reports', () => {
  const { units } = counted;
  const lines = SHOP.split('\n');

  test('lcov has a line for each line with something to exercise, and its sums', () => {
    const records = formatLcov(units).split('\n');
    const data = records.filter((record) => record.startsWith('DA:'));
    expect(records.slice(0, 2)).toEqual(['TN:', 'SF:yaml']);
    expect(data).toContain(`DA:${lines.indexOf('        - port: sql') + 1},1`);
    expect(data).toContain(`DA:${lines.indexOf('        - port: 9187') + 1},0`);
    expect(records).toContain(`LF:${data.length}`);
    expect(records).toContain(`LH:${data.filter((each) => !each.endsWith(',0')).length}`);
    expect(records.slice(-2)).toEqual(['end_of_record', '']);
  });

  test('every line of a file that it names is there', () => {
    for (const [, line] of formatLcov(units).matchAll(/^(?:DA|BRDA):(\d+),/gm)) {
      expect(lines[Number(line) - 1]?.trim()).toMatch(/./);
    }
  });

  test('several units on one line are its branches', async () => {
    const flow =
      '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: web}, ports: [{port: 80, name: a}, {port: 81, name: b}]}}';
    const coverage = new Coverage();
    const one = Cluster.of({ yaml: `${flow}\n---\n${SHOP}` });
    coverage.load(one.view);
    expect(formatLcov(coverage.units).split('\n').slice(2, 5)).toEqual([
      'BRDA:1,0,0,-',
      'BRDA:1,0,1,-',
      'BRDA:1,0,2,-',
    ]);
    coverage.exercise(one.view, one.trace({ from: 'web', to: 's:80' }));
    const records = formatLcov(coverage.units).split('\n');
    expect(records.slice(2, 8)).toEqual(['BRDA:1,0,0,1', 'BRDA:1,0,1,1', 'BRDA:1,0,2,0', 'BRF:3', 'BRH:2', 'DA:1,0']);
  });

  test('a file with Windows line ends keeps them', async () => {
    const windows = SHOP.replaceAll('\n', '\r\n');
    const coverage = new Coverage();
    coverage.load(Cluster.of({ yaml: windows }).view);
    const text = annotate(windows, coverage.units);
    expect(text.split('\n').every((line) => line === '' || line.endsWith('\r'))).toBe(true);
    expect(text).toContain('- port: sql  # port NOT EXERCISED\r\n');
  });

  test('the annotated manifest is the same manifest', async () => {
    const text = annotate(SHOP, units);
    expect(text).toContain('- port: sql  # port 1×\n');
    expect(text).toContain('- port: 9187  # port NOT EXERCISED\n');
    const annotated = Cluster.of({ yaml: text });
    expect(annotated.get('NetworkPolicy')).toEqual(cluster.get('NetworkPolicy'));
  });

  test('the table counts by kind', () => {
    expect(coverageRows(units)[1]?.slice(0, 8)).toEqual(['yaml', '1/2', '1/2', '1/2', '1/3', '1/2', '1/3', '42.8%']);
  });

  test('what is missing is named by its place', () => {
    const line = lines.indexOf('        - podSelector: {matchLabels: {app: job}}') + 1;
    expect(notExercised(units)).toContain(`yaml:${line} NetworkPolicy default/db spec.ingress[0].from[1]`);
  });

  test('the JSON has a version, the shares by kind, and every unit by its place', () => {
    const json = coverageJson(units);
    expect(json).toMatchObject({ version: 1, percent: 42.8, exercised: 6, total: 14 });
    expect(json.kinds).toMatchObject({ policy: { exercised: 1, total: 2 }, port: { exercised: 1, total: 3 } });
    expect(json.units.find(({ path }) => path === 'spec.ingress[0].ports[0]')).toEqual({
      kind: 'port',
      object: 'NetworkPolicy default/db',
      path: 'spec.ingress[0].ports[0]',
      file: 'yaml',
      line: lines.indexOf('        - port: sql') + 1,
      hits: 1,
    });
  });
});
