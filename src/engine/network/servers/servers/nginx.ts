import { tagOf } from '../../../model/index.ts';
import type { HttpResponse } from '../reply.ts';
import { page } from '../reply.ts';
import { serveFiles } from '../serve-files.ts';
import type { Asked, Server } from '../server.ts';

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const ERROR = `<!DOCTYPE html>
<html>
<head>
<title>Error</title>
</head>
<body>
<h1>An error occurred.</h1>
</body>
</html>
`;

const SITE = {
  root: '/usr/share/nginx/html',
  configuration: ['/etc/nginx'],
  pages: { '/index.html': WELCOME, '/50x.html': ERROR },
};

/** nginx with the default configuration of its images (github.com/nginxinc/docker-nginx). */
export const nginx: Server = (asked) =>
  withServer(
    asked,
    serveFiles(asked, SITE, {
      forbidden: () => failure(asked, '403 Forbidden'),
      notFound: () => failure(asked, '404 Not Found'),
      notAllowed: () => failure(asked, '405 Not Allowed'),
    }),
  );

function withServer<R extends { readonly kind: string }>(asked: Asked, reply: R): R {
  return reply.kind === 'response' ? { ...reply, server: signature(asked) } : reply;
}

/** `nginx/1.27.3` where the tag tells the version. */
function signature({ container }: Asked): string {
  const version = /^\d+\.\d+\.\d+/.exec(tagOf(container.image ?? '') ?? '')?.[0];
  return version === undefined ? 'nginx' : `nginx/${version}`;
}

function failure(asked: Asked, title: string): HttpResponse {
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    `<hr><center>${signature(asked)}</center>`,
    '</body>',
    '</html>',
    '',
  ];
  return page(lines.join('\r\n'), { status: Number(title.slice(0, 3)) });
}
