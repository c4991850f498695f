import type { Address } from '../../model/index.ts';

/** One HTTP request, as far as an answer can depend on it. */
export interface HttpRequest {
  readonly method: string;
  /** With the query, as in the request line: `/`, `/index.html?a=b`. */
  readonly path: string;
  /** The Host header. */
  readonly host: string;
  /** The address that the server sees the request come from. */
  readonly source?: Address;
}

export interface HttpResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** The Location header of a redirect. */
  readonly location?: string;
  /** The Server header, where it is known for sure. */
  readonly server?: string;
}

/** What a server answers, or why nobody can tell. */
export type HttpReply = HttpResponse | { readonly kind: 'unknown'; readonly because: string };

/** A page, 200 unless said otherwise. */
export function page(body: string, more: Partial<HttpResponse> = {}): HttpResponse {
  return { kind: 'response', status: 200, contentType: 'text/html', body, ...more };
}

export function plainText(body: string, more: Partial<HttpResponse> = {}): HttpResponse {
  return page(body, { contentType: 'text/plain; charset=utf-8', ...more });
}

export function unknownReply(because: string): HttpReply {
  return { kind: 'unknown', because };
}

/** The path of a request without its query. */
export function pathOf(request: HttpRequest): string {
  return request.path.replace(/[?#].*$/, '') || '/';
}
