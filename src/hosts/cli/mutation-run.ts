import { Writable } from 'node:stream';
import type { Cluster } from '../../api/index.ts';
import { type Attempt, type Mutant, mutationBy, type Witness } from '../../authoring/mutate/index.ts';
import type { BackendKind, Mutation } from '../../backends/index.ts';
import type { RunContext } from '../../behaviour/index.ts';
import { CurlewDefect, type MutationNotice, SetupError } from '../../engine/model/index.ts';
import { Coverage, coverageObserver } from '../../questions/coverage/index.ts';
import type { PreparedRun, Rehearsal, RehearsedScenario } from '../cucumber/index.ts';
import { Exit } from './failure.ts';
import { hostOf, type ScenarioFlags } from './scenario-options.ts';
import type { Surroundings } from './surroundings.ts';
import { exactly } from './text-stream.ts';

/** A scenario, and what it did while nothing was mutated. */
export interface RehearsedWitness extends Witness {
  readonly scenario: RehearsedScenario;
}

/** The rooms that a command loads when it runs, not when the command line starts. */
interface Rooms {
  readonly backends: typeof import('../../backends/index.ts');
  readonly behaviour: typeof import('../../behaviour/index.ts');
  readonly stderr: Writable;
}

/** A spec whose steps are loaded in this process, to be run again and again. */
export class MutationRun {
  readonly #run: PreparedRun;
  readonly #printed: () => string;
  readonly #stderr: Writable;
  readonly #handed: (context: RunContext) => Rehearsal['handed'];
  readonly #backends: BackendKind;
  /** What becomes of the clusters of the scenario that runs now. */
  #mutation: Mutation = { apply: async (cluster) => cluster, clusters: new Map() };

  private constructor(run: PreparedRun, printed: () => string, { backends, behaviour, stderr }: Rooms) {
    this.#run = run;
    this.#printed = printed;
    this.#stderr = stderr;
    this.#handed = behaviour.handedParametersOf;
    this.#backends = backends.simulated({ mutation: () => this.#mutation });
  }

  /** Loads the steps. What the runs print is kept, for the case that the spec does not hold. */
  static async prepare(
    paths: readonly string[],
    flags: ScenarioFlags,
    surroundings: Surroundings,
  ): Promise<MutationRun> {
    const { prepareFeatures } = await import('../cucumber/index.ts');
    let printed = '';
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        printed += String(chunk);
        done();
      },
    });
    const run = await prepareFeatures({
      ...flags,
      ...(await hostOf(flags, surroundings)),
      stdout,
      parallel: 0,
      paths,
    });
    const fresh: PreparedRun = (rehearsal) => {
      printed = '';
      return run(rehearsal);
    };
    const backends = await import('../../backends/index.ts');
    const behaviour = await import('../../behaviour/index.ts');
    return new MutationRun(fresh, () => printed, { backends, behaviour, stderr: surroundings.stderr });
  }

  /** Runs the spec as it is. One that does not hold ends the command with its report. */
  async rehearse(): Promise<readonly RehearsedWitness[]> {
    const found: RehearsedWitness[] = [];
    const later = new Map<string, Promise<Cluster>>();
    let clusters = new Set<Cluster>();
    let coverage = new Coverage();
    const { status, problems } = await this.#run({
      handed: this.#handed({ backends: this.#backends, observer: coverageObserver(() => coverage) }),
      begins: () => {
        clusters = new Set<Cluster>();
        this.#mutation = { apply: seenBy(clusters), clusters: later };
        coverage = new Coverage();
      },
      ends: (_index, scenario) => found.push({ scenario, clusters, exercised: coverage.exercised }),
    });
    if (status === 0) return found;
    // The report has escaped what it holds, and may be coloured.
    exactly(this.#stderr).write(this.#printed());
    this.#stderr.write(problems.map((problem) => `${problem}\n`).join(''));
    this.#stderr.write('the spec must hold before its holes can be found\n');
    if (status === 1) throw new Exit(1);
    throw new SetupError('the spec does not run');
  }

  /** Runs each scenario against its mutant: it notices it if it ends otherwise than it did before. */
  async attempt(
    attempts: readonly Attempt<Mutant, RehearsedWitness>[],
  ): Promise<readonly (MutationNotice | undefined)[]> {
    const noticed: (MutationNotice | undefined)[] = [];
    let mutant: Mutant | undefined;
    const { status, problems } = await this.#run({
      plan: attempts.map(({ scenario: { scenario } }) => scenario),
      handed: this.#handed({ backends: this.#backends }),
      begins: (index) => {
        const next = attempts[index]?.mutant;
        if (next === undefined || next === mutant) return;
        mutant = next;
        this.#mutation = mutationBy(next);
      },
      ends(index, { uri, line, name, step, timedOut, status }) {
        if (status === attempts[index]?.scenario.scenario.status) return;
        noticed[index] = { uri, line, name, timedOut, ...(step === undefined ? {} : { step }) };
      },
    });
    if (status === 3) throw new CurlewDefect(`a mutant breaks the run\n${problems.join('\n')}${this.#printed()}`);
    return noticed;
  }
}

/** Rooms that are loaded with the steps. */
interface Rooms {
  readonly backends: typeof import('../../backends/index.ts');
  readonly behaviour: typeof import('../../behaviour/index.ts');
}

/** Leaves clusters as they are, and remembers them. */
function seenBy(clusters: Set<Cluster>): (cluster: Cluster) => Promise<Cluster> {
  return async (cluster) => {
    clusters.add(cluster);
    return cluster;
  };
}
