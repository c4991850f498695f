import type { FieldPath, Ingress, Reason, Resource } from '../../model/index.ts';
import type { Backend } from './route.ts';

/** One HTTP request, as a controller gets it. */
export interface ProxyRequest {
  /** The Host header; its port plays no part. */
  readonly host: string;
  /** As in the request line, query included. */
  readonly path: string;
  /** The port of the controller's pod that the connection arrived at. */
  readonly port: number;
  /** What the client speaks on that connection. */
  readonly scheme: 'http' | 'https';
}

/** A field of an Ingress that decided. */
export interface MatchedField {
  readonly ingress: Resource<Ingress>;
  readonly at: FieldPath;
}

/** What a controller makes of a request, before it looks for endpoints. */
export type Match =
  /** The request goes to a backend, with `path` in its request line. */
  | {
      readonly kind: 'backend';
      readonly field: MatchedField;
      readonly backend: Backend;
      readonly path: string;
      readonly reason: Reason;
    }
  /** No Ingress has anything to say: the controller's own default backend answers. */
  | { readonly kind: 'unmatched' }
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly location?: string;
      readonly field?: MatchedField;
      readonly reason: Reason;
    }
  | { readonly kind: 'unknown'; readonly field?: MatchedField; readonly reason: Reason };

export function unknownMatch(code: string, text: string, field?: MatchedField): Match {
  return { kind: 'unknown', reason: { code, text }, ...(field === undefined ? {} : { field }) };
}
