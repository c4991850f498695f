import { podIPs, tagOf } from '../../../model/index.ts';
import { pathOf, plainText, unknownReply } from '../reply.ts';
import type { Asked, Server } from '../server.ts';
import { argumentsOf, flagValue } from '../server.ts';

/** The image hashicorp/http-echo: the text of `-text`, whatever is asked (github.com/hashicorp/http-echo). */
export const httpEcho: Server = {
  images: ['hashicorp/http-echo'],
  ports: (container) => [portOf(flagValue(container, 'listen')) ?? 5678],
  takesArguments: true,
  programs: ['http-echo'],
  reply({ container }) {
    const text = flagValue(container, 'text') ?? container.env?.find(({ name }) => name === 'ECHO_TEXT')?.value;
    return plainText(`${text ?? 'hello-world'}\n`);
  },
};

/** The image whoami: the server's name and addresses, and the request (github.com/traefik/whoami). */
export const whoami: Server = {
  images: ['traefik/whoami', 'containous/whoami'],
  ports: (container) => [portOf(flagValue(container, 'port')) ?? 80],
  takesArguments: true,
  programs: ['whoami'],
  reply(asked) {
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
  },
};

/** The images hello-app 1.0 and 2.0 (github.com/GoogleCloudPlatform/kubernetes-engine-samples quickstarts/hello-app). */
export const helloApp: Server = {
  images: ['google-samples/hello-app'],
  ports: () => [8080],
  takesArguments: true,
  programs: ['hello-app'],
  reply(asked) {
    const version = tagOf(asked.container.image ?? '');
    if (version === undefined) return unknownReply('the version of hello-app is in its tag, and the image has none');
    return plainText(`Hello, world!\nVersion: ${version}.0\nHostname: ${hostnameOf(asked)}\n`);
  },
};

/** The image agnhost as netexec and serve-hostname (kubernetes test/images/agnhost). */
export const agnhost: Server = {
  images: ['e2e-test-images/agnhost'],
  ports(container) {
    const port = portOf(flagValue(container, 'http-port') ?? flagValue(container, 'port'));
    return [port ?? (argumentsOf(container).includes('serve-hostname') ? 9376 : 8080)];
  },
  takesArguments: true,
  programs: ['agnhost'],
  reply(asked) {
    const words = argumentsOf(asked.container);
    const path = pathOf(asked.request);
    if (words.includes('serve-hostname')) return plainText(hostnameOf(asked));
    if (!words.includes('netexec')) return unknownReply('only netexec and serve-hostname of agnhost are modelled');
    if (path === '/hostname' || path === '/hostName') return plainText(hostnameOf(asked));
    if (path === '/healthz') return plainText('');
    return unknownReply(`what netexec answers to ${path} is not modelled`);
  },
};

function hostnameOf({ pod }: Asked): string {
  return pod.object.spec.hostname ?? pod.ref.name;
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(/(\d+)$/.exec(text ?? '')?.[1]);
  return port > 0 ? port : undefined;
}
