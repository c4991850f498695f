import { podIPs, tagOf } from '../../../model/index.ts';
import { plainText, unknownReply } from '../reply.ts';
import type { Asked, Server } from '../server.ts';
import { hostnameOf } from './hostname-of.ts';

/**
 * The image echoserver: the request, and since 1.8 the pod. Of the request's headers it tells those that are known, and
 * no others: a client's name for itself is of its version.
 */
export const echoserver: Server = (asked) => {
  const { container, request } = asked;
  const tag = tagOf(container.image ?? '');
  if (request.source === undefined)
    return unknownReply('echoserver prints the address of its client, which is not known');
  if (/^1\.[34]$/.test(tag ?? ''))
    return plainText(ofContrib(asked), { contentType: 'text/plain', server: 'echoserver' });
  if (/^1\.(?:8|10)$|^2\.\d+$/.test(tag ?? ''))
    return plainText(ofKubernetes(asked), { contentType: 'text/plain', server: 'echoserver' });
  return unknownReply(
    tag === undefined
      ? 'the generation of echoserver is in its tag, and the image has none'
      : `what echoserver ${tag} answers is not modelled`,
  );
};

/** `host` of nginx: the Host header without its port. */
function uriOf({ request, port }: Asked): string {
  return `http://${request.host.replace(/:\d+$/, '')}:${port}${request.path}`;
}

/** Up to 1.4 (github.com/kubernetes/contrib ingress/echoheaders/nginx.conf). */
function ofContrib(asked: Asked): string {
  const { container, request } = asked;
  const query = request.path.split('?')[1];
  const version = tagOf(container.image ?? '') === '1.3' ? '1.9.11' : '1.10.0';
  return `${[
    'CLIENT VALUES:',
    `client_address=${request.source?.text ?? ''}`,
    `command=${request.method}`,
    `real path=${request.path}`,
    `query=${query ?? 'nil'}`,
    'request_version=1.1',
    `request_uri=${uriOf(asked)}`,
    '',
    'SERVER VALUES:',
    `server_version=nginx: ${version} - lua: 10001`,
    '',
    'HEADERS RECEIVED:',
    `host=${request.host}`,
    'BODY:',
  ].join('\n')}\n-no body in request-`;
}

/** 1.8 and later (kubernetes test/images/echoserver/nginx.conf). */
function ofKubernetes(asked: Asked): string {
  const { request } = asked;
  return `\n\nHostname: ${hostnameOf(asked)}\n\n${[
    'Pod Information:',
    ...podInformation(asked),
    '',
    'Server values:',
    `\tserver_version=nginx: ${/2\.\d+$/.test(asked.container.image ?? '') ? '1.14.2 - lua: 10015' : '1.13.3 - lua: 10008'}`,
    '',
    'Request Information:',
    `\tclient_address=${request.source?.text ?? ''}`,
    `\tmethod=${request.method}`,
    `\treal path=${request.path}`,
    `\tquery=${request.path.split('?')[1] ?? ''}`,
    '\trequest_version=1.1',
    '\trequest_scheme=http',
    `\trequest_uri=${uriOf(asked)}`,
    '',
    'Request Headers:',
    `\thost=${request.host}  `,
    '',
    'Request Body:',
    '\t-no body in request-',
  ].join('\n')}\n\n`;
}

/** Variables that the pod's specification fills from its own fields. */
function podInformation({ pod, container }: Asked): readonly string[] {
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': pod.ref.name,
    'metadata.namespace': pod.ref.namespace,
    'spec.nodeName': pod.object.spec.nodeName,
    'status.podIP': podIPs(pod.object)[0],
  };
  const variable = (name: string): string | undefined => {
    const found = container.env?.find((each) => each.name === name);
    return found?.value ?? fields[found?.valueFrom?.fieldRef?.fieldPath ?? ''];
  };
  if (variable('POD_NAME') === undefined) return ['\t-no pod information available-'];
  return [
    `\tnode name:\t${variable('NODE_NAME') ?? 'N/A'}`,
    `\tpod name:\t${variable('POD_NAME') ?? 'N/A'}`,
    `\tpod namespace:\t${variable('POD_NAMESPACE') ?? 'N/A'}`,
    `\tpod IP:\t${variable('POD_IP') ?? 'N/A'}`,
  ];
}
