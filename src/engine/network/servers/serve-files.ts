import { type Documents, documentsOf, type Site } from './documents.ts';
import type { HttpReply, HttpResponse } from './reply.ts';
import { page, pathOf, unknownReply } from './reply.ts';
import type { Asked } from './server.ts';

/** How a static server answers what it has no file for. */
export interface ErrorPages {
  /** The response to a folder without an index; `undefined` where it depends on the configuration. */
  forbidden(asked: Asked): HttpResponse | undefined;
  notFound(asked: Asked): HttpResponse;
  /** The response to a method that files do not take. */
  notAllowed(asked: Asked): HttpResponse | undefined;
}

/** Answers from the document root as nginx and httpd do with their default configurations. */
export function serveFiles(asked: Asked, site: Site, errors: ErrorPages): HttpReply {
  const documents: Documents = documentsOf(asked, site);
  if (documents.kind === 'unknown') return documents;
  const { method } = asked.request;
  const path = pathOf(asked.request);
  if (method !== 'GET' && method !== 'HEAD') {
    return errors.notAllowed(asked) ?? unknownReply(`what the server answers to ${method} is not modelled`);
  }
  const found = documents.files.get(path.endsWith('/') ? `${path}index.html` : path);
  if (found !== undefined) return page(found, { contentType: contentTypeOf(path) });
  if (path === '/') return errors.forbidden(asked) ?? unknownReply('how the server lists a folder is not modelled');
  return errors.notFound(asked);
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  xml: 'text/xml',
  svg: 'image/svg+xml',
};

function contentTypeOf(path: string): string {
  if (path.endsWith('/')) return 'text/html';
  return TYPES[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? 'application/octet-stream';
}
