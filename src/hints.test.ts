import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/* What is said of sentences that people write in the place of those that there are. */
const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'curlew hints '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What was written, what of it is wrong, and what is meant. */
const ROWS: readonly (readonly [wrote: string, wrong: string | undefined, meant: readonly string[]])[] = [
  // a pod's port
  [
    'pod client connects to pod db:5432',
    '"pod db:5432" is no {target}',
    ['pod client connects to pod db on port 5432'],
  ],
  [
    'busybox curls pod shop/db:5432',
    '"pod shop/db:5432" is no {target}',
    ['busybox connects to pod shop/db on port 5432'],
  ],
  [
    'busybox connects to pod dns:53/UDP',
    '"pod dns:53/UDP" is no {target}',
    ['busybox connects to pod dns on port 53 over UDP'],
  ],
  ['busybox curls pod db port 80', '"pod db port 80" is no {target}', ['busybox connects to pod db on port 80']],
  // the port of a host
  [
    'busybox connects to mariadb on port 3306',
    '"mariadb on" is no {target}',
    ['busybox connects to mariadb port 3306'],
  ],
  ['busybox connects to dns port 53/UDP', '"53/UDP" is no {int}', ['busybox connects to dns port 53 over UDP']],
  ['busybox curls service web:80', '"service web:80" is no {target}', ['busybox curls web:80']],
  [
    'no pod can reach deployment web:80',
    '"deployment web:80" is no {target}',
    ['no pod can reach default/deployment/web:80'],
  ],
  [
    'every pod can reach pod shop/db:5432',
    '"pod shop/db:5432" is no {target}',
    ['every pod can reach shop/pod/db:5432'],
  ],
  ['service web is exposed on 443', undefined, ['service web is exposed on port 443']],
  // namespaces stand in quotes
  [
    'every pod in namespace shop can reach db:5432',
    '"shop" is no {string}',
    ['every pod in namespace "shop" can reach db:5432'],
  ],
  [
    'no pod in shop can reach db:5432',
    '"no pod in shop" is no {client}',
    ['no pod in namespace "shop" can reach db:5432'],
  ],
  [
    'no pod outside namespace shop can reach db:5432',
    '"shop" is no {namespaces}',
    ['no pod outside namespace "shop" can reach db:5432'],
  ],
  ['the namespace is "shop"', '"is "shop"" is no {string}', ['the current namespace is "shop"']],
  ['I am in namespace "shop"', undefined, ['the current namespace is "shop"']],
  // who reaches whom
  ['busybox should not reach mariadb:3306', undefined, ['busybox cannot reach mariadb:3306']],
  ['busybox can access mariadb:3306', undefined, ['busybox can reach mariadb:3306']],
  ['everyone can reach mariadb:3306', '"everyone" is no {client}', ['every pod can reach mariadb:3306']],
  ['all pods can reach mariadb:3306', '"all pods" is no {client}', ['every pod can reach mariadb:3306']],
  ['nobody can reach pod db:5432', '"nobody" is no {client}', ['no pod can reach default/pod/db:5432']],
  // what comes of it
  ['it is connected', undefined, ['it connects']],
  ['it is blocked', undefined, ['it times out', 'it is denied by (network )policy {word}']],
  ['it is rejected', undefined, ['it is refused']],
  ["it doesn't resolve", undefined, ['it fails to resolve']],
  ['the status code is 404', undefined, ['the response status is 404']],
  ['deployment web is scaled to 3 replicas', '"3 replicas" is no {int}', ['deployment web is scaled to 3']],
  // no slip that is known: the words are right, and a parameter is not
  ['it reaches service web', '"service web" is no {destination}', ['it reaches {destination}']],
  [
    'busybox looks up the MX record of example.com',
    '"MX" is no {recordType}',
    ['{client} looks up the {recordType} record(s) of {target}'],
  ],
  ['deployment web is scaled to three', '"three" is no {int}', ['{workload} is scaled to {int}']],
  ['it fails to resolve with NOTFOUND', '"NOTFOUND" is no {rcode}', ['it fails to resolve with {rcode}']],
  // a slip of the fingers
  ['busybox pngs mariadb', undefined, ['{client} pings {target}']],
];

test('a sentence that is none is told what is wrong with it, and what is meant', () => {
  const file = join(folder, 'slips.feature');
  const scenarios = ROWS.map(([wrote], index) => `  Scenario: ${index}\n    Given ${wrote}\n`);
  writeFileSync(file, `Feature: slips\n${scenarios.join('')}`);
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', 'run', file], { cwd: ROOT, encoding: 'utf8' });
  const hints = stdout.split(/^ {2}\? \d+$/m).slice(1);
  const found = hints.map((hint, index) => {
    const wrong = /matches this sentence(?:: (.*))?\.$/m.exec(hint)?.[1];
    const [, meant = ''] = /Did you mean:\n([\s\S]*?)\n {8}Or define it/.exec(hint) ?? [];
    return [ROWS[index]?.[0], wrong, meant.split('\n').map((line) => line.trim())];
  });
  expect(found).toEqual(ROWS);
});
