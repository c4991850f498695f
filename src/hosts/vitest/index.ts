/**
 * Matchers for vitest: importing this module adds them to `expect`.
 *
 *     import 'curlew/vitest';
 *     expect(cluster.from('busybox')).toReach('mariadb:3306', { via: 'ClusterIP' });
 */
import { expect } from 'vitest';
import type { ClusterClient } from '../../api/index.ts';
import { expectReaches, heardConnection, SpecFailure, tell } from '../../behaviour/index.ts';
import type { Outcome, Protocol, Trace, Via } from '../../engine/model/index.ts';
import { traceEvidence } from '../../report/index.ts';

export type { Outcome, Protocol, Via };

/** What a connection that reaches its target must look like besides. */
export interface ReachOptions {
  readonly via?: Via;
  /** Who must answer: `pod 172.30.x.x`, `a pod of deployment mariadb`. */
  readonly at?: string;
  readonly protocol?: Protocol;
}

export interface CurlewMatchers<R = unknown> {
  /** Every way from the client to the target connects; with `not`, none does. */
  toReach(target: string, options?: ReachOptions): R;
  /** Every way ends like that. */
  toEndIn(outcome: Outcome, target: string, options?: { readonly protocol?: Protocol }): R;
}

declare module 'vitest' {
  interface Matchers<T> extends CurlewMatchers<T> {}
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

expect.extend({
  toReach(client: ClusterClient, target: string, options: ReachOptions = {}): MatcherResult {
    const trace = ask(client, target, options.protocol);
    if (this.isNot)
      return {
        pass: trace.reach !== 'never',
        message: () => `expected not to reach ${target}\n\n${traceEvidence(trace)}`,
      };
    return whetherReached(client, trace, target, options);
  },
  toEndIn(
    client: ClusterClient,
    outcome: Outcome,
    target: string,
    options: { protocol?: Protocol } = {},
  ): MatcherResult {
    const trace = ask(client, target, options.protocol);
    return {
      pass: trace.outcome === outcome,
      message: () =>
        `expected the connection to ${target} ${this.isNot ? 'not ' : ''}to end in ${outcome}\n\n${traceEvidence(trace)}`,
    };
  },
});

/** Every connection that a matcher asks for is judged by it. */
function ask({ cluster, from, observer }: ClusterClient, to: string, protocol: Protocol | undefined): Trace {
  const trace = cluster.trace({ from, to, ...(protocol === undefined ? {} : { protocol }) });
  if (observer !== undefined) {
    observer.asked?.(cluster.view);
    tell(observer, heardConnection(trace, cluster.view));
  }
  return trace;
}

function whetherReached(client: ClusterClient, trace: Trace, target: string, { via, at }: ReachOptions): MatcherResult {
  const odd = trace.branches.some(
    (branch) => branch.outcome !== 'connected' || (via !== undefined && branch.via !== via),
  );
  const how = via === undefined ? '' : ` via ${via}`;
  if (odd) return { pass: false, message: () => `expected to reach ${target}${how}\n\n${traceEvidence(trace)}` };
  try {
    if (at !== undefined)
      expectReaches(trace, at, via, { view: client.cluster.view, namespace: client.cluster.namespace });
    return { pass: true, message: () => '' };
  } catch (error) {
    if (!(error instanceof SpecFailure)) throw error;
    return { pass: false, message: () => error.message };
  }
}
