import { agnhostProgram, flagValue, variable } from '../../../images/index.ts';
import { podIPs, tagOf } from '../../../model/index.ts';
import { pathOf, plainText, unknownReply } from '../reply.ts';
import type { Asked, Server } from '../server.ts';

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

/** The image agnhost as netexec and serve-hostname (kubernetes test/images/agnhost). */
export const agnhost: Server = (asked) => {
  const program = agnhostProgram(asked.run);
  const path = pathOf(asked.request);
  if (program === 'serve-hostname') return plainText(hostnameOf(asked));
  if (program !== 'netexec') return unknownReply('only netexec and serve-hostname of agnhost are modelled');
  if (path === '/hostname' || path === '/hostName') return plainText(hostnameOf(asked));
  if (path === '/healthz') return plainText('');
  return unknownReply(`what netexec answers to ${path} is not modelled`);
};

function hostnameOf({ pod }: Asked): string {
  return pod.object.spec.hostname ?? pod.ref.name;
}
