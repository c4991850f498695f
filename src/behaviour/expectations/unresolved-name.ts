import type { ClusterView, Rcode, Trace } from '../../engine/model/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import { expectOutcome } from './connection.ts';
import { refuseUnknownName } from './known-name.ts';

/** Holds if the connection failed because its name gives no address. Throws a SetupError for a code: a connection tells none. */
export function expectUnresolvedName(view: ClusterView, trace: Trace, code: Rcode | 'NODATA' | undefined): void {
  if (code !== undefined) {
    throw new SetupError(`a connection does not tell ${code}: look the name up with "When busybox resolves NAME"`);
  }
  refuseUnknownName(view, trace, 'unresolved');
  expectOutcome(trace, 'unresolved');
}
