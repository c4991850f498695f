import { Writable } from 'node:stream';
import type { Cluster } from '../../api/index.ts';
import { type Attempt, type Mutant, mutationBy, type Witness } from '../../authoring/mutate/index.ts';
import type { BackendKind, Mutation } from '../../backends/index.ts';
import type { RunContext } from '../../behaviour/index.ts';
import { CurlewDefect, SetupError } from '../../engine/model/index.ts';
import { Coverage, coverageObserver } from '../../questions/coverage/index.ts';
import type { PreparedRun, Rehearsal, RehearsedScenario, ScenarioPlace } from '../cucumber/index.ts';
import { Exit } from './failure.ts';
import { builtinStepFiles, runAssets } from './package-files.ts';
import { type ScenarioFlags, toldToSteps } from './scenario-options.ts';

/** A scenario, and what it did while nothing was mutated. */
export interface RehearsedWitness extends Witness {
  readonly scenario: RehearsedScenario;
}

/** A scenario that noticed a mutant. */
export interface Notice extends ScenarioPlace {
  readonly name: string;
  /** The sentence that failed. */
  readonly step?: string;
  readonly timedOut: boolean;
}

/** A spec whose steps are loaded, to be run again and again in this process. */
export class MutationRun {
  readonly #run: PreparedRun;
  readonly #printed: () => string;
  readonly #handed: (context: RunContext) => Rehearsal['handed'];
  readonly #backends: BackendKind;
  /** What becomes of the clusters of the scenario that runs now. */
  #mutation: Mutation = { apply: async (cluster) => cluster, clusters: new Map() };

  private constructor(run: PreparedRun, printed: () => string, { backends, behaviour }: Rooms) {
    this.#run = run;
    this.#printed = printed;
    this.#handed = behaviour.handedParametersOf;
    this.#backends = backends.simulated({ mutation: () => this.#mutation });
  }

  /** Loads the steps. What the runs print is kept, for the case that the spec does not hold. */
  static async prepare(paths: readonly string[], flags: ScenarioFlags): Promise<MutationRun> {
    const { prepareFeatures } = await import('../cucumber/index.ts');
    let printed = '';
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        printed += String(chunk);
        done();
      },
    });
    const run = await prepareFeatures({
      cwd: process.cwd(),
      builtinSteps: builtinStepFiles(),
      assets: runAssets(),
      stdout,
      stderr: process.stderr,
      parallel: 0,
      paths,
      ...flags,
      ...(await toldToSteps({ cwd: process.cwd(), ...flags })),
    });
    const fresh: PreparedRun = (rehearsal) => {
      printed = '';
      return run(rehearsal);
    };
    const backends = await import('../../backends/index.ts');
    const behaviour = await import('../../behaviour/index.ts');
    return new MutationRun(fresh, () => printed, { backends, behaviour });
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
    process.stderr.write(`${this.#printed()}${problems.map((problem) => `${problem}\n`).join('')}`);
    process.stderr.write('the spec must hold before its holes can be found\n');
    if (status === 1) throw new Exit(1);
    throw new SetupError('the spec does not run');
  }

  /** Runs each scenario against its mutant: it notices it if it ends otherwise than it did before. */
  async attempt(attempts: readonly Attempt<Mutant, RehearsedWitness>[]): Promise<readonly (Notice | undefined)[]> {
    const noticed: (Notice | undefined)[] = [];
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
