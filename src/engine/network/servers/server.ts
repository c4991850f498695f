import type { Run } from '../../images/index.ts';
import type { ClusterView, Container, Pod, Resource } from '../../model/index.ts';
import type { HttpReply, HttpRequest } from './reply.ts';

/** A request, the container that got it, and how its server was started. */
export interface Asked {
  readonly view: ClusterView;
  readonly pod: Resource<Pod>;
  readonly container: Container;
  readonly run: Run;
  readonly port: number;
  readonly request: HttpRequest;
}

/** What the web server of well-known images answers. */
export type Server = (asked: Asked) => HttpReply;
