import { benchLists } from './bench/lists.ts';
import { machine } from './bench/measure.ts';
import { benchPolicies } from './bench/policies.ts';
import { benchRules } from './bench/rules.ts';
import { benchRuns } from './bench/runs.ts';
import { benchSettle } from './bench/settle.ts';
import { benchTraces } from './bench/traces.ts';

type Lines = Iterable<string> | AsyncIterable<string>;

/** `npm run bench [NAME]`: speed and memory, each against its baseline in the same run. Build first. */
const benches: Readonly<Record<string, () => Lines | Promise<Lines>>> = {
  runs: benchRuns,
  lists: benchLists,
  settle: benchSettle,
  traces: benchTraces,
  rules: benchRules,
  policies: benchPolicies,
};

const wanted = process.argv.slice(2);
process.stdout.write(`${machine()}\n`);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for await (const line of await bench()) process.stdout.write(`${line}\n`);
}
