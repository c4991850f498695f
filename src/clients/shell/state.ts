import type { Cluster } from '../../api/index.ts';
import type { KubectlContext } from '../kubectl/index.ts';
import type { Forward } from '../net-tools/index.ts';
import { keyOf, type Place } from './place.ts';
import type { NotModelledReason } from './programs.ts';
import { quiet, type StatementResult } from './results.ts';
import type { Happening } from './shell.ts';
import type { Statement } from './statement.ts';

/** What happened in a shell. A value: a copy of the shell comes from it. */
export interface Story {
  readonly place: Place;
  /** How many shells were opened in this one. */
  readonly depth: number;
  readonly happenings: readonly Happening[];
  /** The variables of which nobody knows the value, each with the reason. */
  readonly doubts: ReadonlyMap<string, NotModelledReason>;
}

/** Everything that a statement may change. */
export interface State {
  readonly cluster: Cluster;
  readonly kubeconfig: KubectlContext['kubeconfig'] | undefined;
  /** The ports of the host that `kubectl port-forward` opened. */
  readonly forwards: ReadonlyMap<number, Forward>;
  readonly stories: ReadonlyMap<string, Story>;
}

export function storyOf({ stories }: State, place: Place): Story {
  return stories.get(keyOf(place)) ?? { place, depth: 0, happenings: [], doubts: new Map() };
}

export function withStory(state: State, place: Place, story: Story): State {
  return { ...state, stories: new Map([...state.stories, [keyOf(place), story]]) };
}

/** A pod that is gone took its files along. */
export function withCluster(state: State, cluster: Cluster): State {
  if (state.cluster === cluster) return state;
  const kept = [...state.stories].filter(
    ([, { place }]) => place.kind !== 'pod' || cluster.view.get('Pod', place.name, place.namespace) !== undefined,
  );
  const forwards = [...state.forwards].filter(
    ([, { pod, namespace }]) => cluster.view.get('Pod', pod, namespace) !== undefined,
  );
  return { ...state, cluster, forwards: new Map(forwards), stories: new Map(kept) };
}

/** A story in which variables got values of which nobody knows, for a reason; or that are known, without one. */
export function doubted(story: Story, names: readonly string[], reason: NotModelledReason | undefined): Story {
  const doubts = new Map(story.doubts);
  for (const name of names) {
    if (reason === undefined) doubts.delete(name);
    else
      doubts.set(name, {
        reason: reason.reason.startsWith('$') ? reason.reason : `$${name} is not known: ${reason.reason}`,
      });
  }
  return { ...story, doubts };
}

/** A shell in a shell: the same files, and nearly the same variables. */
const SHELL_ALONE = /^(?:sudo\s+)?(?:\/bin\/)?(?:ba|a)?sh(?:\s+-[il]+)?$|^sudo\s+(?:-i|-s|su(?:\s+-)?)$/;

/** What can be told of a statement before it runs; its result, where it need not run. */
export function beforeRunning(
  story: Story,
  statement: Statement,
  stdin: string,
): { readonly story?: Story; readonly result?: Omit<StatementResult, 'alternatives'> } {
  const { error, asks, assigned } = statement;
  if (error !== undefined) return { result: quiet({ stderr: error, status: 2, invalid: error.trim() }) };
  if (stdin === '' && asks.includes('read')) {
    const reason = 'read: it waits for somebody to type';
    return { story: doubted(story, assigned, { reason }), result: quiet({ skipped: reason }) };
  }
  if (statement.isRedirected) {
    const reason = 'a shell whose own streams go somewhere else is not modelled';
    return { story: doubted(story, assigned, { reason }), result: quiet({ notModelled: { reason } }) };
  }
  const text = statement.text.trim();
  if (SHELL_ALONE.test(text) && stdin === '') {
    return { story: { ...story, depth: story.depth + 1 }, result: quiet({ entered: story.place }) };
  }
  if (story.depth > 0 && /^(?:exit|logout)$/.test(text)) {
    return { story: { ...story, depth: story.depth - 1 }, result: quiet({ left: true }) };
  }
  const name = statement.used.find((each) => story.doubts.has(each) && !setsFirst(statement, each));
  const reason = name === undefined ? undefined : story.doubts.get(name);
  if (reason === undefined) return {};
  return { story: doubted(story, assigned, reason), result: quiet({ notModelled: reason }) };
}

/** `IP=1; echo $IP`: what the statement sets itself needs no value before. */
function setsFirst({ assigned, text }: Statement, name: string): boolean {
  const set = text.search(new RegExp(`\\b${name}=|\\bread\\b[^;|\n]*\\b${name}\\b|\\bfor\\s+${name}\\b`));
  const used = text.search(new RegExp(`\\$\\{?${name}\\b`));
  return assigned.includes(name) && set >= 0 && set < used;
}
