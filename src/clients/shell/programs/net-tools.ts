import { machineFile, runProgram, toolboxOf } from '../../net-tools/index.ts';
import type { Program, ProgramCall, ProgramResult } from '../programs.ts';

/** The simulated programs of images: curl, nslookup … */
export const netTools: Program = async (call, surroundings) => {
  const { cluster, clientOf, connected, urls, forwards } = surroundings;
  const client = clientOf(call.place);
  const downloads = downloadOf(call.argv);
  const given = downloads === undefined ? undefined : urls?.(downloads.url);
  if (downloads !== undefined && given !== undefined) {
    const written = downloads.path === '-' ? {} : { [absolute(call, downloads.path)]: given };
    return [{ stdout: downloads.path === '-' ? given : '', stderr: '', status: 0, written }];
  }
  const box = toolboxOf(client);
  const names = await writtenNames(call, () => machineFile(cluster, client, '/etc/hosts'));
  const question = {
    client,
    connected,
    ...(names.size === 0 ? {} : { names }),
    ...(forwards.size === 0 || client.kind === 'pod' ? {} : { forwards }),
    ...(client.kind === 'pod' ? { variables: call.variables } : {}),
  };
  const outcomes = runProgram(cluster, { ...question, argv: call.argv });
  const program = call.argv[0] ?? '';
  if (
    downloads === undefined ||
    downloads.path === '-' ||
    downloads.path === '/dev/null' ||
    !Object.hasOwn(box.tools, program)
  ) {
    return withEach(outcomes, terminal);
  }
  // What the file holds is what the program prints when it is told to print it.
  const { connected: _, ...quiet } = question;
  const bodies = runProgram(cluster, { ...quiet, argv: downloads.toTerminal });
  return withEach(outcomes, (outcome, index) => {
    const body = bodies[index % bodies.length];
    const unknown = body?.unknown === undefined ? {} : { unknown: body.unknown };
    return outcome.status === 0 && body !== undefined
      ? { ...terminal(outcome), ...unknown, written: { [absolute(call, downloads.path)]: body.stdout } }
      : terminal(outcome);
  });
};

/** Messages come before what was asked for: programs print the answer at the end. */
function terminal(outcome: ProgramResult): ProgramResult {
  return { ...outcome, shown: outcome.stderr + outcome.stdout };
}

function withEach(
  [first, ...others]: readonly [ProgramResult, ...(readonly ProgramResult[])],
  change: (outcome: ProgramResult, index: number) => ProgramResult,
): readonly [ProgramResult, ...(readonly ProgramResult[])] {
  return [change(first, 0), ...others.map((each, index) => change(each, index + 1))];
}

interface Download {
  readonly url: string;
  /** The file that it goes to; `-` for the terminal. */
  readonly path: string;
  readonly toTerminal: readonly string[];
}

/** What curl and wget put into a file, or print, of one URL. */
function downloadOf([program = '', ...args]: readonly string[]): Download | undefined {
  if (program !== 'curl' && program !== 'wget') return undefined;
  const kept: string[] = [];
  let path: string | undefined = program === 'curl' ? '-' : undefined;
  let takesName = false;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const option = program === 'curl' ? /^(?:-[a-zA-Z]*o|--output)$/ : /^(?:-[a-z]*O|--output-document)$/;
    if (option.test(arg)) {
      path = args[index + 1] ?? '-';
      if (/^-[a-zA-Z]{2,}$/.test(arg)) kept.push(arg.slice(0, -1));
      index += 1;
    } else if (JOINED[program].test(arg)) {
      const [, letters = '', file = ''] = JOINED[program].exec(arg) ?? [];
      path = file;
      if (letters !== '') kept.push(`-${letters}`);
    } else if (program === 'curl' && /^-[a-zA-Z]*O[a-zA-Z]*$|^--remote-name$/.test(arg)) {
      takesName = true;
      const rest = arg.startsWith('--') ? '' : arg.slice(1).replace('O', '');
      if (rest !== '') kept.push(`-${rest}`);
    } else kept.push(arg);
  }
  const url = kept.findLast((arg, index) => !arg.startsWith('-') && !VALUED.test(kept[index - 1] ?? ''));
  if (url === undefined) return undefined;
  if (takesName || path === undefined) path = /^(?:\w+:\/\/)?[^/]+\/(?:.*\/)?([^/?#]+)/.exec(url)?.[1] ?? 'index.html';
  const toTerminal = program === 'curl' ? ['curl', ...withoutWriteOut(kept)] : ['wget', ...kept, '-O', '-'];
  return { url, path, toTerminal };
}

/** `-qO-`, `-ofile`, `--output=file`: the letters before the option, and the file. */
const JOINED = {
  curl: /^(?:-([a-zA-NP-Z]*)o|--output=)(.+)$/,
  wget: /^(?:-([a-zA-NP-Z]*)O|--output-document=)(.+)$/,
};

const VALUED =
  /^(?:-[TtUmwHAXd]|--(?:timeout|tries|max-time|connect-timeout|header|user-agent|request|data|write-out|noproxy))$/;

function withoutWriteOut(args: readonly string[]): readonly string[] {
  return args.filter(
    (arg, index) => !/^(?:-w|--write-out)$/.test(arg) && !/^(?:-w|--write-out)$/.test(args[index - 1] ?? ''),
  );
}

function absolute({ files, cwd }: ProgramCall, path: string): string {
  return files.resolvePath(cwd, path);
}

/** The names that somebody wrote into /etc/hosts, beside those that the machine has by itself. */
async function writtenNames({ files }: ProgramCall, own: () => string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (!(await files.exists('/etc/hosts'))) return names;
  const text = await files.readFile('/etc/hosts');
  const known = new Set(textOf(own).split('\n'));
  for (const line of text.split('\n')) {
    const [address, ...hosts] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (known.has(line) || address === undefined || LOCAL.test(address)) continue;
    for (const host of hosts) if (!names.has(host)) names.set(host, address);
  }
  return names;
}

const LOCAL = /^(?:127\.|::1|fe00|ff0)/;

/** A machine outside has no hosts file that anybody knows. */
function textOf(own: () => string): string {
  try {
    return own();
  } catch {
    return '';
  }
}
