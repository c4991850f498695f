import { containerListens, describedImage, knownImage, ownRun } from '../../images/index.ts';
import type { ClusterView, Container, HttpSpec, Party, Pod } from '../../model/index.ts';
import { qualifiedName, runningContainers } from '../../model/index.ts';
import { knownServers } from './known-servers.ts';
import type { HttpReply, HttpRequest } from './reply.ts';
import { plainText, unknownReply } from './reply.ts';

/**
 * The annotation that says what the servers of a pod answer, whatever they are asked: a body, or a status and a body,
 * `"hello"`, `"503"`, `"200 hello"`.
 */
const RESPONDS_ANNOTATION = 'curlew.dev/responds';

/**
 * What the endpoint of a connection answers to a request: what the pod's annotation or the Cluster file says, else what
 * the image is known to answer while it runs its own command on its own port. Anything else is `unknown`.
 */
export function respond(
  view: ClusterView,
  endpoint: Party & { readonly port: number },
  request: HttpRequest,
): HttpReply {
  if (endpoint.kind !== 'Pod')
    return unknownReply(`what ${endpoint.name} answers on port ${endpoint.port} is not modelled`);
  const pod = view.get('Pod', endpoint.name, endpoint.namespace);
  const container = pod === undefined ? undefined : containerOf(pod.object, endpoint.container);
  if (pod === undefined || container === undefined) return unknownReply('no container is known to answer');
  const said = pod.object.metadata.annotations?.[RESPONDS_ANNOTATION];
  if (said !== undefined) return fromAnnotation(said);
  const image = container.image ?? '';
  const described = describedImage(view.spec.images, container);
  const who = `container ${container.name} of pod ${qualifiedName(pod.ref)}`;
  const { port } = endpoint;
  if (described !== undefined && listensOn(described.listens, port)) {
    return described.http === undefined ? notSaid(who, image) : fromSpec(described.http);
  }
  const known = knownImage(image);
  if (known?.server === undefined) return notSaid(who, image);
  const run = ownRun(known, container);
  if (run === undefined) return unknownReply(`${who} runs a command of its own, whose answer is not modelled`);
  const listens = [...(containerListens([], container) ?? []), ...(known.formerly ?? [])];
  if (!listensOn(listens, port)) {
    return unknownReply(
      `what ${who} answers on port ${port} is not modelled: ${image} serves on ${listens.join(', ') || 'no port that is known'}`,
    );
  }
  return knownServers[known.server]({ view, pod, container, run, port, request });
}

function containerOf(pod: Pod, name: string | undefined): Container | undefined {
  const containers = runningContainers(pod);
  return (
    containers.find((container) => container.name === name) ?? (containers.length === 1 ? containers[0] : undefined)
  );
}

function fromAnnotation(text: string): HttpReply {
  const match = /^([1-5]\d\d)(?:\s+([\s\S]*))?$/.exec(text);
  return match === null ? plainText(text) : plainText(match[2] ?? '', { status: Number(match[1]) });
}

function fromSpec({ status = 200, body = '', contentType = 'text/plain' }: HttpSpec): HttpReply {
  return { kind: 'response', status, body, contentType };
}

function listensOn(listens: readonly string[], port: number): boolean {
  return listens.some((text) => /^(\d+)(?:\/tcp)?$/i.exec(text)?.[1] === String(port));
}

function notSaid(who: string, image: string): HttpReply {
  return unknownReply(
    `what ${image} answers is not known; say it with the annotation ${RESPONDS_ANNOTATION} on the pod, or with "http" under "images" in the Cluster file (${who})`,
  );
}
