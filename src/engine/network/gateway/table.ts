import type { ClusterView, FieldPath, Ingress, ObjectRef, Pod, Resource, RuleRef } from '../../model/index.ts';
import { qualifiedName, RulesInView } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import { type Adoption, adopts } from './ingress-class.ts';
import type { NginxRouting } from './nginx/match-nginx.ts';
import { compileServers } from './nginx/servers.ts';
import { nginxSettings } from './nginx/settings.ts';

/** What one controller makes of the cluster's Ingresses. */
export interface ControllerRouting {
  /** The Ingresses that it takes, by namespace and name. */
  readonly served: readonly Resource<Ingress>[];
  /** Those that it does not take, or perhaps does not, by `namespace/name`. */
  readonly left: ReadonlyMap<string, LeftAlone>;
  /** For ingress-nginx: its servers. */
  readonly nginx?: NginxRouting;
}

/** An Ingress that a controller does not take for sure. */
export interface LeftAlone {
  readonly ingress: Resource<Ingress>;
  readonly adoption: Exclude<Adoption, { kind: 'served' }>;
}

/**
 * The gateways of a cluster: which pods are controllers, and how each routes. Routing is worked out at the first question
 * and remembered, once for all pods of a controller.
 */
export class GatewayTable {
  readonly view: ClusterView;
  readonly controllers: readonly Controller[];
  readonly #byPod: ReadonlyMap<string, Controller>;
  readonly #routing = new Map<string, ControllerRouting>();
  readonly #rules: RulesInView;

  constructor(view: ClusterView, controllers: readonly Controller[]) {
    this.view = view;
    this.#rules = new RulesInView(view);
    this.controllers = controllers;
    this.#byPod = new Map(controllers.map((controller) => [qualifiedName(controller.pod.ref), controller]));
  }

  /** The controller that a pod runs; `undefined` for every other pod. */
  controllerIn(pod: Resource<Pod>): Controller | undefined {
    return this.#byPod.get(qualifiedName(pod.ref));
  }

  routing(controller: Controller): ControllerRouting {
    const known = this.#routing.get(controller.key);
    if (known !== undefined) return known;
    const routing = routingOf(this.view, controller);
    this.#routing.set(controller.key, routing);
    return routing;
  }

  /** A field of an object as a rule. */
  rule(ref: ObjectRef, path: FieldPath): RuleRef {
    return this.#rules.at(ref, path);
  }
}

function routingOf(view: ClusterView, controller: Controller): ControllerRouting {
  const served: Resource<Ingress>[] = [];
  const left = new Map<string, LeftAlone>();
  for (const ingress of view.list('Ingress')) {
    const adoption = adopts(view, controller, ingress);
    if (adoption.kind === 'served') served.push(ingress);
    else left.set(qualifiedName(ingress.ref), { ingress, adoption });
  }
  if (controller.known.routing !== 'ingress-nginx') return { served, left };
  return { served, left, nginx: { servers: compileServers(served), settings: nginxSettings(view, controller) } };
}
