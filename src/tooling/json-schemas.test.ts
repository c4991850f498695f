import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { curlew } from '../hosts/cli/testing/curlew.ts';
import { JSON_ANSWERS, jsonSchemas } from './json-schemas.ts';

const schemas = jsonSchemas({ strict: true });
const SHOP = '-f examples/network-policy-recipes/base';
const RECIPES = '-f examples/network-policy-recipes';
const WORDPRESS = '-f examples/wordpress';

function schemaOf(command: string): object {
  return { ...schemas.get(command) };
}

async function answerOf(line: string): Promise<unknown> {
  const { stdout } = await curlew([...line.split(' '), '-o', 'json']);
  return JSON.parse(stdout);
}

test.each([
  `trace busybox mariadb:3306 ${WORDPRESS}`,
  `trace deploy/wordpress mariadb:81 ${WORDPRESS}`,
  `trace busybox nowhere.example:80 ${WORDPRESS}`,
  `trace external 10.10.10.86:31080 ${WORDPRESS}`,
  `trace dev/monitor web.default ${RECIPES}`,
  `trace busybox mariadb --protocol ICMP ${WORDPRESS}`,
  `resolve busybox mariadb ${WORDPRESS}`,
  `resolve busybox nothing ${WORDPRESS}`,
  `matrix ${WORDPRESS}`,
  `matrix --explain --exposure ${RECIPES}`,
  `diff examples/network-policy-recipes/base examples/network-policy-recipes`,
  `lint ${RECIPES}`,
  `lint ${WORDPRESS}`,
  `dns ${SHOP}`,
  'steps reach',
  'mutate examples/network-policy-recipes --limit 2',
  'doc examples/pages/web.md',
])('curlew %s -o json answers as its schema says', async (line) => {
  const [command = ''] = line.split(' ');
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schemaOf(command));
  const answer = await answerOf(line);
  expect(answer).toMatchObject({ version: 1 });
  validate(answer);
  expect(validate.errors ?? []).toEqual([]);
});

test('the file of curlew run --coverage is as its schema says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'curlew-'));
  const { status } = await curlew(['run', 'examples/network-policy-recipes', `--coverage=${folder}`]);
  expect(status).toBe(0);
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schemaOf('coverage'));
  validate(JSON.parse(readFileSync(join(folder, 'coverage.json'), 'utf8')));
  rmSync(folder, { recursive: true });
  expect(validate.errors ?? []).toEqual([]);
});

test('every published schema speaks of a command, and has no field without a type', () => {
  expect([...schemas.keys()]).toEqual(Object.keys(JSON_ANSWERS));
  const open = [...schemas].filter(([, schema]) => withoutWords(schema).includes('{}'));
  expect(open.map(([command]) => command)).toEqual([]);
});

test('an answer with a field of another name is none', () => {
  const validate = new Ajv({ strict: false }).compile(schemaOf('resolve'));
  const answer = { version: 1, name: 'web', type: 'A', rcode: 'NOERROR', answers: [], queries: [], considered: [] };
  expect(validate({ ...answer, reason: { code: 'c', text: 't' } })).toBe(true);
  expect(validate({ ...answer, reason: { code: 'c', text: 't' }, place: 'x' })).toBe(false);
  expect(validate(answer)).toBe(false);
});

/** `Json` is any value on purpose: what a field of a manifest holds. */
function withoutWords(schema: object): string {
  return JSON.stringify(schema, (key, value: unknown) => (key === 'description' || key === 'Json' ? undefined : value));
}
