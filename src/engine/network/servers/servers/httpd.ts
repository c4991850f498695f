import type { HttpResponse } from '../reply.ts';
import { page } from '../reply.ts';
import { serveFiles } from '../serve-files.ts';
import type { Server } from '../server.ts';

const SITE = {
  root: '/usr/local/apache2/htdocs',
  configuration: ['/usr/local/apache2/conf'],
  pages: { '/index.html': '<html><body><h1>It works!</h1></body></html>\n' },
};

const NOT_FOUND = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
</body></html>
`;

/** The image httpd with its default configuration (github.com/docker-library/httpd). */
export const httpd: Server = (asked) =>
  serveFiles(asked, SITE, {
    forbidden: () => undefined,
    notFound: (): HttpResponse => page(NOT_FOUND, { status: 404, contentType: 'text/html; charset=iso-8859-1' }),
    notAllowed: () => undefined,
  });
