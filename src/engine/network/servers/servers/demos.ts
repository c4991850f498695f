import { variable } from '../../../images/index.ts';
import { podIPs, tagOf } from '../../../model/index.ts';
import { page, plainText, unknownReply } from '../reply.ts';
import type { Server } from '../server.ts';
import { CLIENT_PORT, hostnameOf } from './hostname-of.ts';

const CIRCLES: Readonly<Record<string, string>> = {
  red: '🔴',
  orange: '🟠',
  yellow: '🟡',
  green: '🟢',
  blue: '🔵',
  purple: '🟣',
  brown: '🟤',
  black: '⚫',
  white: '⚪',
};

/**
 * The image jpetazzo/color: a page in the colour that its host's name begins with (github.com/jpetazzo/color webcolor.go).
 * On a terminal its carriage returns leave the one sentence.
 */
export const color: Server = (asked) => {
  const { pod, run, request } = asked;
  if (request.source === undefined) return unknownReply('color prints the address of its client, which is not known');
  const hostname = hostnameOf(asked);
  const namespace = variable(run, 'NAMESPACE') ?? pod.ref.namespace;
  const [first = ''] = hostname.split('-');
  const circles = `${CIRCLES[namespace] ?? ''}${CIRCLES[first] ?? ''}`;
  const client = request.source.family === 6 ? `[${request.source.text}]` : request.source.text;
  const lines = [
    '<!DOCTYPE html>',
    '<html>',
    `<body style="background: ${namespace}; text-align: center;">`,
    '<div style="padding: 4em;"></div>',
    `<span style="padding: 4em; background: ${first};">`,
    '<span style="padding: 2px; background: white;">',
    `${circles}This is pod ${namespace}/${hostname} on linux/amd64, serving ${request.path} for ${client}:${CLIENT_PORT}.\n</span>`,
    '</span>',
    '</body>',
    '</html>',
    '',
  ];
  return page(lines.join('\r'), { contentType: 'text/html; charset=utf-8' });
};

/**
 * The image nginxdemos/hello as plain text (github.com/nginxinc/NGINX-Demos nginx-hello/hello-plain-text.conf); its page in
 * HTML is a design that changes. Its time stands still, and its request's number is a stand-in.
 */
export const nginxHello: Server = (asked) => {
  const { container, pod, port, request } = asked;
  if (!/plain-text/.test(tagOf(container.image ?? '') ?? ''))
    return unknownReply('of nginxdemos/hello only plain-text is modelled');
  const [address = ''] = podIPs(pod.object);
  const lines = [
    `Server address: ${address}:${port}`,
    `Server name: ${hostnameOf(asked)}`,
    'Date: 01/Jan/2024:00:00:00 +0000',
    `URI: ${request.path}`,
    `Request ID: ${'0'.repeat(32)}`,
  ];
  return plainText(`${lines.join('\n')}\n`, { contentType: 'text/plain' });
};

/** The image node-hello (kubernetes/website content/en/docs/tutorials/stateless-application/expose-external-ip-address.md). */
export const nodeHello: Server = () => plainText('Hello Kubernetes!', { contentType: 'text/plain' });

/** The image kubernetes-bootcamp, v1 and v2 (kubernetes/website content/en/docs/tutorials/kubernetes-basics). */
export const bootcamp: Server = (asked) => {
  const version = /^v?([12])$/.exec(tagOf(asked.container.image ?? '') ?? '')?.[1];
  if (version === undefined) return unknownReply('of kubernetes-bootcamp only v1 and v2 are modelled');
  return plainText(`Hello Kubernetes bootcamp! | Running on: ${hostnameOf(asked)} | v=${version}\n`, {
    contentType: 'text/plain',
  });
};
