import type { Server } from './server.ts';
import { agnhost, helloApp, httpEcho, whoami } from './servers/echo.ts';
import { httpd } from './servers/httpd.ts';
import { nginx, unprivilegedNginx } from './servers/nginx.ts';
import { bitnamiWordpress, wordpress } from './servers/wordpress.ts';

/** The web servers whose answers are known; a new one is a line here. */
const SERVERS: readonly Server[] = [
  agnhost,
  bitnamiWordpress,
  helloApp,
  httpd,
  httpEcho,
  nginx,
  unprivilegedNginx,
  whoami,
  wordpress,
];

/** The web server of an image, by its repository. */
export const knownServers: ReadonlyMap<string, Server> = new Map(
  SERVERS.flatMap((server) => server.images.map((image) => [image, server] as const)),
);
