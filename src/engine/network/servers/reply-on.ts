import type { Branch, ClusterView, GatewayResponse } from '../../model/index.ts';
import { qualifiedName, repositoryOf, runningContainers } from '../../model/index.ts';
import { reasonPhrase } from './reason-phrase.ts';
import type { HttpReply, HttpRequest } from './reply.ts';
import { page, unknownReply } from './reply.ts';
import { respond } from './respond.ts';

/**
 * What the client gets on one way of its connection: the answer of the gateway where that answers by itself, else that of
 * the endpoint, which may be asked for another path than the client asked for. `undefined` where nobody answers.
 */
export function replyOn(view: ClusterView, branch: Branch, asked: Omit<HttpRequest, 'source'>): HttpReply | undefined {
  const { outcome, endpoint, sourceSeen, response, request } = branch;
  if (response !== undefined) return ofGateway(view, branch, response);
  if (outcome !== 'connected' || endpoint === null) return undefined;
  const source = sourceSeen === null ? {} : { source: sourceSeen };
  return respond(view, endpoint, { ...asked, ...request, ...source });
}

/** The pages of ingress-nginx, which hides nginx's version; those of other controllers are their own. */
function ofGateway(view: ClusterView, { hops }: Branch, { status, location }: GatewayResponse): HttpReply {
  const at = hops.find(({ stage }) => stage === 'gateway')?.place.pod;
  const pod = at === undefined ? undefined : view.get('Pod', at.name, at.namespace);
  const images = pod === undefined ? [] : runningContainers(pod.object).map(({ image = '' }) => repositoryOf(image));
  if (!images.some((image) => image.includes('ingress-nginx/') || image.endsWith('/nginx-ingress-controller'))) {
    return unknownReply(
      `the page that ${at === undefined ? 'the gateway' : qualifiedName(at)} answers ${status} with is not modelled`,
    );
  }
  const title = `${status} ${NGINX_PHRASES[status] ?? reasonPhrase(status)}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
    '',
  ];
  return page(lines.join('\r\n'), { status, ...(location === undefined ? {} : { location }) });
}

/** Where nginx words a status in its own way (src/http/ngx_http_special_response.c). */
const NGINX_PHRASES: Readonly<Record<number, string>> = {
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};
