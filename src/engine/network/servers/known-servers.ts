import type { ServerName } from '../../images/index.ts';
import type { Server } from './server.ts';
import { bootcamp, color, nginxHello, nodeHello } from './servers/demos.ts';
import { agnhost, helloApp, httpEcho, serveHostname, whoami } from './servers/echo.ts';
import { echoserver } from './servers/echoserver.ts';
import { httpd } from './servers/httpd.ts';
import { nginx } from './servers/nginx.ts';
import { bitnamiWordpress, wordpress } from './servers/wordpress.ts';

/** The web servers whose answers are known, by the name that the table of images has for them. */
export const knownServers: Readonly<Record<ServerName, Server>> = {
  agnhost,
  'bitnami-wordpress': bitnamiWordpress,
  bootcamp,
  color,
  echoserver,
  'hello-app': helloApp,
  'http-echo': httpEcho,
  httpd,
  nginx,
  'nginx-hello': nginxHello,
  'node-hello': nodeHello,
  'serve-hostname': serveHostname,
  whoami,
  wordpress,
};
