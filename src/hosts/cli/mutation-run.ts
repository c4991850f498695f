import { Writable } from 'node:stream';
import type { Cluster } from '../../api/index.ts';
import { CurlewDefect, type MutationNotice, SetupError } from '../../engine/model/index.ts';
import { Coverage, startCoverage } from '../../questions/coverage/index.ts';
import { type Attempt, type Mutant, mutationBy, startMutation, type Witness } from '../../questions/mutate/index.ts';
import type { PreparedRun, RehearsedScenario } from '../cucumber/index.ts';
import { Exit } from './failure.ts';
import { hostOf, type ScenarioFlags } from './scenario-options.ts';
import type { Surroundings } from './surroundings.ts';

/** A scenario, and what it did while nothing was mutated. */
export interface RehearsedWitness extends Witness {
  readonly scenario: RehearsedScenario;
}

/** A spec whose steps are loaded in this process, to be run again and again. */
export class MutationRun {
  readonly #run: PreparedRun;
  readonly #printed: () => string;
  readonly #stderr: Writable;

  private constructor(run: PreparedRun, printed: () => string, stderr: Writable) {
    this.#run = run;
    this.#printed = printed;
    this.#stderr = stderr;
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
    return new MutationRun(fresh, () => printed, surroundings.stderr);
  }

  /** From now on nothing is mutated or counted. */
  end(): void {
    startMutation(undefined);
    startCoverage(undefined);
  }

  /** Runs the spec as it is. One that does not hold ends the command with its report. */
  async rehearse(): Promise<readonly RehearsedWitness[]> {
    const found: RehearsedWitness[] = [];
    const later = new Map<string, Promise<Cluster>>();
    let clusters = new Set<Cluster>();
    let coverage = new Coverage();
    const { status, problems } = await this.#run({
      begins() {
        const own = new Set<Cluster>();
        clusters = own;
        startMutation({ apply: seenBy(own), clusters: later });
        coverage = new Coverage();
        startCoverage(coverage);
      },
      ends: (_index, scenario) => found.push({ scenario, clusters, exercised: coverage.exercised }),
    });
    if (status === 0) return found;
    this.#stderr.write(`${this.#printed()}${problems.map((problem) => `${problem}\n`).join('')}`);
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
      begins(index) {
        const next = attempts[index]?.mutant;
        if (next === undefined || next === mutant) return;
        mutant = next;
        startMutation(mutationBy(next));
      },
      ends(index, { uri, line, name, step, timedOut, status: now }) {
        if (now === attempts[index]?.scenario.scenario.status) return;
        noticed[index] = { uri, line, name, timedOut, ...(step === undefined ? {} : { step }) };
      },
    });
    if (status === 3) throw new CurlewDefect(`a mutant breaks the run\n${problems.join('\n')}${this.#printed()}`);
    return noticed;
  }
}

/** Leaves clusters as they are, and remembers them. */
function seenBy(clusters: Set<Cluster>): (cluster: Cluster) => Promise<Cluster> {
  return async (cluster) => {
    clusters.add(cluster);
    return cluster;
  };
}
