import { formatSocket } from '../engine/model/index.ts';
import { httpTarget, type Phrase, parseRequest, type Target, type TargetQuery } from '../grammar/index.ts';

/** Where a connection went. */
export interface AskedTarget {
  /** As it was written. */
  readonly text: string;
  readonly target: Target;
  /** What an HTTP client asks there; absent for another scheme. */
  readonly request?: NonNullable<Target['http']>;
}

/** What somebody writes to say where a connection goes, or the target itself. */
export type TargetLike = string | Phrase<TargetQuery> | Target;

/** What a client asks at a target: `target` is what was read of what is `written`. */
export function askedTarget(written: TargetLike, target: Target): AskedTarget {
  const text = isTarget(written) ? formatSocket(written.host, written.port) : String(written);
  const request = target.protocol === 'ICMP' ? undefined : requestOf(written, target);
  return { text, target, ...(request === undefined ? {} : { request }) };
}

function requestOf(written: TargetLike, { host, port }: Target): Target['http'] {
  if (!isTarget(written)) return parseRequest(written).http;
  return written.http ?? httpTarget({ host, port, scheme: 'http' }, { path: '/' }).http;
}

export function isTarget(written: TargetLike): written is Target {
  return typeof written === 'object' && 'host' in written;
}
