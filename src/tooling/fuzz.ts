import { parseArgs } from 'node:util';
import { type Finding, hunt } from './fuzz/hunt.ts';
import { targets } from './fuzz/targets.ts';

/**
 * `npm run fuzz -- [TARGET...] [--time SECONDS] [--inputs N] [--seed N] [--from INDEX]`: mutates the project's own files, and
 * gives them to the commands as they were built last. Each finding is told with what makes it again. Status 1 where there is one.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    time: { type: 'string', default: '60' },
    inputs: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '0' },
  },
});
const unknown = positionals.filter((name) => !targets.some((target) => target.name === name));
if (unknown.length > 0) {
  process.stderr.write(`error: no target named ${unknown.join(', ')}: ${targets.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
const wanted = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const seed = Number(values.seed);
for (const target of wanted) {
  const bounds =
    values.inputs === undefined ? { seconds: Number(values.time) / wanted.length } : { inputs: Number(values.inputs) };
  const { inputs, findings } = await hunt(target, { seed, from: Number(values.from), ...bounds });
  process.stdout.write(
    `${target.name}: ${inputs.toLocaleString('en')} inputs, ${findings.length} findings (seed ${seed})\n`,
  );
  for (const each of findings) process.stdout.write(textOf(target.name, each));
  if (findings.length > 0) process.exitCode = 1;
}

function textOf(target: string, { kind, index, input, said }: Finding): string {
  const again = `npm run fuzz -- ${target} --seed ${seed} --from ${index} --inputs 1`;
  const files = Object.entries(input.files).map(([name, text]) => `--- ${name}\n${text.slice(0, 1_500)}\n`);
  return `${kind}: curlew ${input.args.join(' ')}\n  again: ${again}\n${files.join('')}${said.slice(0, 1_500)}\n`;
}
