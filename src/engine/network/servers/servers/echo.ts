import { agnhostProgram, flagValue, variable } from '../../../images/index.ts';
import { podIPs, tagOf } from '../../../model/index.ts';
import { type HttpReply, pathOf, plainText, unknownReply } from '../reply.ts';
import type { Asked, Server } from '../server.ts';
import { CLIENT_PORT, hostnameOf } from './hostname-of.ts';

/** The image hashicorp/http-echo: the text of `-text`, whatever is asked (github.com/hashicorp/http-echo). */
export const httpEcho: Server = ({ run }) =>
  plainText(`${flagValue(run, 'text') ?? variable(run, 'ECHO_TEXT') ?? 'hello-world'}\n`);

/** The image whoami: the server's name and addresses, and the request (github.com/traefik/whoami). */
export const whoami: Server = (asked) => {
  const { pod, request } = asked;
  const path = pathOf(request);
  if (path === '/health') return plainText('');
  if (path !== '/') return unknownReply(`what whoami answers to ${path} is not modelled`);
  const lines = [
    `Hostname: ${hostnameOf(asked)}`,
    'IP: 127.0.0.1',
    ...podIPs(pod.object).map((ip) => `IP: ${ip}`),
    ...(request.source === undefined ? [] : [`RemoteAddr: ${request.source.text}`]),
    `${request.method} ${request.path} HTTP/1.1`,
    `Host: ${request.host}`,
  ];
  return plainText(`${lines.join('\n')}\n`);
};

/** The images hello-app 1.0 and 2.0 (github.com/GoogleCloudPlatform/kubernetes-engine-samples quickstarts/hello-app). */
export const helloApp: Server = (asked) => {
  const version = tagOf(asked.container.image ?? '');
  if (version === undefined) return unknownReply('the version of hello-app is in its tag, and the image has none');
  return plainText(`Hello, world!\nVersion: ${version}.0\nHostname: ${hostnameOf(asked)}\n`);
};

/** The image serve_hostname, which agnhost took over (kubernetes test/images/agnhost/serve-hostname). */
export const serveHostname: Server = (asked) =>
  flagValue(asked.run, 'http') === 'false' || asked.run.words.includes('--tcp')
    ? unknownReply('serve-hostname speaks no HTTP here')
    : plainText(hostnameOf(asked));

/** The image agnhost as netexec and serve-hostname (kubernetes test/images/agnhost). */
export const agnhost: Server = (asked) => {
  const program = agnhostProgram(asked.run);
  if (program === 'serve-hostname') return serveHostname(asked);
  if (program !== 'netexec') return unknownReply('only netexec and serve-hostname of agnhost are modelled');
  return flagValue(asked.run, 'http-override') === undefined
    ? netexec(asked)
    : unknownReply('what netexec answers with --http-override is not modelled');
};

/** kubernetes test/images/agnhost/netexec/netexec.go, `addRoutes`. */
function netexec(asked: Asked): HttpReply {
  const { request } = asked;
  const path = pathOf(request);
  const value = (name: string) => queryValue(request.path, name);
  switch (path) {
    case '/':
      return plainText('NOW: 2024-01-01 00:00:00 +0000 UTC m=+1.000000000');
    case '/hostname':
    case '/hostName':
      return plainText(hostnameOf(asked));
    case '/healthz':
      return plainText('');
    case '/clientip': {
      const { source } = request;
      if (source === undefined) return unknownReply('the address of the client is not known');
      return plainText(`${source.family === 6 ? `[${source.text}]` : source.text}:${CLIENT_PORT}`);
    }
    case '/echo': {
      const code = value('code') ?? '';
      if (code !== '' && !/^[1-5]\d\d$/.test(code)) return unknownReply(`netexec is asked for status ${code}`);
      return plainText(value('msg') ?? '', code === '' ? {} : { status: Number(code) });
    }
    default:
      return unknownReply(`what netexec answers to ${path} is not modelled`);
  }
}

/** The value of a field of the query, as Go's `FormValue` reads it; bytes that are no UTF-8 stay as they are written. */
function queryValue(path: string, name: string): string | undefined {
  const fields = (path.split('?')[1] ?? '').split('&').map((field) => field.split('='));
  const found = fields.find(([key]) => key === name);
  if (found === undefined) return undefined;
  const written = found.slice(1).join('=').replaceAll('+', ' ');
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
