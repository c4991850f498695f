import type { Json, MutantFate, MutatedField, MutationEffect, MutationOutcome } from '../../engine/model/index.ts';
import { assertNever, formatFieldPath, formatRef } from '../../engine/model/index.ts';
import { JSON_VERSION, type Versioned } from '../json/version.ts';
import { countMutants, type MutationCounts } from './count-mutants.ts';
import { effectEnd, effectPorts } from './effect-text.ts';

/** What a mutant says otherwise, and where. */
export interface MutantPlaceJson {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** `NetworkPolicy shop/db`. */
  readonly object: string;
  /** `spec.ingress[0].ports[0]`; empty for the object as a whole. */
  readonly path: string;
  readonly what: string;
}

/** A connection that a mutant opens or closes. */
export interface MutationEffectJson {
  readonly change: 'opens' | 'closes';
  /** `deployment shop/web`, `outside 10.0.0.0-10.255.255.255`. */
  readonly from: string;
  readonly to: string;
  /** `80,443/TCP`. */
  readonly ports: string;
  /** Whether somebody listens on a port of them. */
  readonly listening: boolean;
}

/** A mutant, and what became of it. */
export interface MutantJson extends MutantPlaceJson {
  /** `timeout` is killed too: the scenario that noticed it came to no end. */
  readonly status: 'killed' | 'timeout' | 'survived' | 'equivalent' | 'invalid';
  /** The field's value, and what it is changed to; null where there was none, or none is left. */
  readonly before: Json;
  readonly after: Json;
  readonly killedBy?: {
    readonly file: string;
    readonly line: number;
    readonly scenario: string;
    readonly step?: string;
  };
  /** Of those that survived; empty where it is about ends that the matrix does not have. */
  readonly effects?: readonly MutationEffectJson[];
  /** What the API server says of those that it rejects. */
  readonly because?: string;
}

/** The JSON of `curlew mutate`: the counts, the survivors, and every mutant. */
export interface MutationJson extends Versioned, Omit<MutationCounts, 'survived'> {
  /** Those that were not tried counted too. */
  readonly mutants: number;
  readonly survivors: readonly MutantPlaceJson[];
  readonly results: readonly MutantJson[];
}

export function mutationJson({ verdicts, left }: MutationOutcome): MutationJson {
  const { survived: _, ...counts } = countMutants(verdicts);
  const survivors = verdicts.filter(({ status }) => status === 'survived').map(({ mutant }) => mutantPlace(mutant));
  return {
    version: JSON_VERSION,
    mutants: verdicts.length + left,
    ...counts,
    survivors,
    results: verdicts.map(({ mutant, ...fate }) => mutantJson(mutant, fate)),
  };
}

export function mutantPlace({ rule: { ref, path, location }, what }: MutatedField): MutantPlaceJson {
  const { file, line } = location;
  return { file, line, object: formatRef(ref), path: formatFieldPath(path), what };
}

function mutantJson(mutant: MutatedField, fate: MutantFate): MutantJson {
  const { before = null, after = null } = mutant;
  const result = { ...mutantPlace(mutant), before, after };
  switch (fate.status) {
    case 'killed': {
      const { uri, line, name, step, timedOut } = fate.killer;
      const killedBy = { file: uri, line, scenario: name, ...(step === undefined ? {} : { step }) };
      return { status: timedOut ? 'timeout' : 'killed', ...result, killedBy };
    }
    case 'survived':
      return { status: fate.status, ...result, effects: fate.effects.map(effectJson) };
    case 'invalid':
      return { status: fate.status, ...result, because: fate.because };
    case 'equivalent':
      return { status: fate.status, ...result };
    default:
      return assertNever(fate);
  }
}

function effectJson(effect: MutationEffect): MutationEffectJson {
  const { change, from, to, listening } = effect;
  return { change, from: effectEnd(from), to: effectEnd(to), ports: effectPorts(effect), listening };
}
