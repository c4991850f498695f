import type { Cluster } from '../api/index.ts';

/** What the host of a run tells its scenarios. Plain JSON, since worker processes are told as well. */
export interface RunSettings {
  /** The folder that relative paths start from, absolute. Absent: the working directory of the process. */
  readonly cwd?: string;
  /** The cluster of every scenario, whatever its steps say: a profile's name, or a Cluster file. */
  readonly cluster?: string;
}

/** One run of feature files: what its host said, and the clusters that its scenarios share. */
export interface Run extends RunSettings {
  /** By what made them, most recently used last. */
  readonly clusters: Map<string, Promise<Cluster>>;
}

/** The key of {@link RunSettings} among the World parameters. */
const KEY = 'curlew';

/** The World parameters by which a host tells a run's scenarios what {@link runOf} reads. */
export function worldParametersOf(settings: RunSettings): Readonly<Record<string, unknown>> {
  return { [KEY]: settings };
}

/**
 * The run that was started with these World parameters: the same one each time for the same object, so that a host may
 * run the scenarios again and again (`curlew mutate`). Without a host's settings, a run with none.
 */
export function runOf(parameters: object): Run {
  const settings: unknown = Reflect.get(parameters, KEY);
  const given = typeof settings === 'object' && settings !== null ? settings : parameters;
  const known = runs.get(given);
  if (known !== undefined) return known;
  const { cwd, cluster } = given === settings ? textsOf(settings) : {};
  const fresh: Run = {
    clusters: new Map(),
    ...(cwd === undefined ? {} : { cwd }),
    ...(cluster === undefined ? {} : { cluster }),
  };
  runs.set(given, fresh);
  return fresh;
}

const runs = new WeakMap<object, Run>();

function textsOf(settings: object): RunSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => typeof value === 'string'));
}
