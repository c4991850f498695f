import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { curlew } from './testing/curlew.ts';

/* Names of others reach terminals and the logs of CI jobs: whatever they hold, nothing there obeys them. */
const BAD = String.raw`\n::error::b\e[31m\r\u009b2J`;
const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
  ownerReferences: [{apiVersion: v1, kind: "X${BAD}", name: "o${BAD}", uid: u, controller: true}]
spec: {containers: [{name: c, image: "nginx${BAD}", args: ["${BAD}"]}]}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80, appProtocol: "a${BAD}"}]}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, annotations: {a: "${BAD}"}}, spec: {rules: [{http: {paths: [{path: "/${BAD}", pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}]}}]}}
---
{apiVersion: example.com/v1, kind: "Widget${BAD}", metadata: {name: "w${BAD}"}, spec: {}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: b}, "unknown${BAD}": 1}
`;
const FEATURE = `Feature: f \u001b[31m
  Scenario: s \u001b[31m \u009b2J ##[error]x
    Given the manifests in \u001b[31mnowhere
    Then a sentence \u001b]0;t\u0007 of nobody
`;
/** What a terminal or the runner of a job obeys; `Cc` are the control characters of Unicode. */
const OBEYED = /[^\P{Cc}\t\n\r]|\r(?!\n)|^\s*::[a-z-]+.*::|##\w*\[/imu;
const OWN_COLOUR = /\p{Cc}\[(?:2|22|3[1236]|39)m/gu;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'curlew-escaping-'));
  mkdirSync(join(folder, 'all\n::error::x\u001b[31m'));
  writeFileSync(join(folder, 'all\n::error::x\u001b[31m/a\n::error::y.yaml'), MANIFESTS);
  writeFileSync(join(folder, 'a\n::error::f\u001b[31m.feature'), FEATURE);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a command says nothing that is obeyed', () => {
  test.each([
    'get pods,svc,ing,widget,cm -o wide -f .',
    'get pods -o name -f .',
    'get nothing\u001b[31m -f .',
    'trace web web:80 -f .',
    'trace web nobody\n::error::z:80 -f .',
    'trace outside http://x/\u001b[31m -f .',
    'resolve web web\u001b[31m -f .',
    'matrix -f . --explain',
    'matrix -f . -o md',
    'matrix -f . -o csv',
    'matrix -f . -o dot',
    'diff empty\u001b[31m .',
    'lint -f .',
    'lint -f . --ignore x\n::error::z',
    'rules --node worker-1 -f .',
    'dns -f .',
    'generate -f .',
    'mutate .',
    'run .',
    'run . --format progress',
    'run . --format summary',
    'run . --format curlew --color',
    'steps x\n::error::z',
    'no\u001b[31mcommand',
    'get --no\n::error::flag',
  ])('%j', async (line) => {
    const { stdout, stderr } = await curlew(line.split(' '), { cwd: folder });
    const said = line.includes('--color') ? stdout.replaceAll(OWN_COLOUR, '') : stdout;
    expect(said + stderr).not.toMatch(OBEYED);
    expect(said + stderr).not.toBe('');
  });
});

describe('what a program reads is as its format escapes it', () => {
  test('JSON', async () => {
    const { stdout } = await curlew(['get', 'pods', '-o', 'json', '-f', '.'], { cwd: folder });
    const [pod] = JSON.parse(stdout).items;
    expect(pod.spec.containers[0].image).toBe('nginx\n::error::b\u001b[31m\r\u009b2J');
  });

  test('YAML', async () => {
    const { stdout } = await curlew(['get', 'pods', '-o', 'yaml', '-f', '.'], { cwd: folder });
    expect(stdout).toContain(String.raw`nginx\n::error::b\e[31m\r`);
  });
});

describe('what is meant stays', () => {
  test('the commands that lint writes for GitHub, one for each finding', async () => {
    const { stdout } = await curlew(['lint', '-o', 'github', '-f', '.'], { cwd: folder });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.filter((line) => !/^::(?:error|warning|notice) (?:file=|title=curlew)/.test(line))).toEqual([]);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('the commands that run writes for GitHub, and no other', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder };
    const { stdout } = await curlew(['run', '.'], { cwd: folder, env });
    const commands = stdout.split('\n').filter((line) => OBEYED.test(line));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((line) => !line.startsWith('::error file='))).toEqual([]);
    expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('its own colours', async () => {
    const { stdout } = await curlew(['run', '.', '--color'], { cwd: folder });
    expect(stdout).toContain('\u001b[33m?\u001b[39m');
    expect(stdout).toContain('s ^[[31m');
  });
});
