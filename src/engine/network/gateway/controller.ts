import type { ClusterView, Container, Pod, Resource } from '../../model/index.ts';
import { isFinished, podIPs, repositoryOf, runningContainers } from '../../model/index.ts';
import { flagsOf } from './controller-flags.ts';
import { type KnownController, knownControllers, type PortSetting } from './known-controllers.ts';

/** One pod of an ingress controller, with what its flags set. Pods with equal `key` answer alike. */
export interface Controller {
  readonly known: KnownController;
  readonly pod: Resource<Pod>;
  readonly container: string;
  readonly flags: ReadonlyMap<string, string>;
  /** The `spec.controller` of the IngressClasses that it takes. */
  readonly controllerClass: string;
  /** The class that it takes by annotation, where that is known. */
  readonly ingressClass: string | undefined;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly key: string;
}

/** The controller that a pod runs, or `undefined`: most pods run none. */
function controllerIn(pod: Resource<Pod>): Controller | undefined {
  for (const container of runningContainers(pod.object)) {
    const known = byImage.get(repositoryOf(container.image ?? ''));
    if (known === undefined) continue;
    const flags = flagsOf(pod.object, container);
    if (known.neededFlag !== undefined && !isSet(flags, known.neededFlag)) continue;
    return controllerOf(known, pod, container, flags);
  }
  return undefined;
}

/** The pods of all controllers that run, ready or not, by namespace and name. */
export function controllersOf(view: ClusterView): readonly Controller[] {
  // Thousands of pods run a few images: each is taken apart once.
  const images = new Map<string, boolean>();
  const isKnown = (image: string): boolean => {
    const known = images.get(image) ?? byImage.has(repositoryOf(image));
    images.set(image, known);
    return known;
  };
  return view
    .list('Pod')
    .filter(({ object }) => runningContainers(object).some(({ image = '' }) => isKnown(image)))
    .filter(({ object }) => !isFinished(object) && podIPs(object).length > 0)
    .flatMap((pod) => controllerIn(pod) ?? []);
}

const byImage: ReadonlyMap<string, KnownController> = new Map(
  knownControllers.flatMap((known) => known.images.map((image) => [image, known] as const)),
);

function controllerOf(
  known: KnownController,
  pod: Resource<Pod>,
  container: Container,
  flags: ReadonlyMap<string, string>,
): Controller {
  const given = flags.get(known.flags.ingressClass ?? '');
  return {
    known,
    pod,
    container: container.name,
    flags,
    controllerClass: flags.get(known.flags.controllerClass ?? '') ?? controllerClassOf(known, given),
    ingressClass: given ?? known.annotation,
    httpPort: portOf(known.http, container, flags),
    httpsPort: portOf(known.https, container, flags),
    key: `${known.name} ${pod.ref.namespace} ${[...flags].map(([flag, value]) => `${flag}=${value}`).join(' ')}`,
  };
}

/** HAProxy's controller with a class of its own takes IngressClasses whose controller ends with that class. */
function controllerClassOf({ controller }: KnownController, ingressClass: string | undefined): string {
  return controller === 'haproxy.org/ingress-controller' && (ingressClass ?? '') !== ''
    ? `${controller}/${ingressClass}`
    : controller;
}

function isSet(flags: ReadonlyMap<string, string>, flag: string): boolean {
  return flags.get(flag) === 'true' || [...flags.keys()].some((name) => name.startsWith(`${flag}.`));
}

/** A flag may hold an address too: `:8000/tcp`. */
function portOf(setting: PortSetting, container: Container, flags: ReadonlyMap<string, string>): number {
  const flag = /(\d+)(?:\/tcp)?$/.exec(flags.get(setting.flag ?? '') ?? '')?.[1];
  if (flag !== undefined) return Number(flag);
  const named = container.ports?.find(({ name = '' }) => setting.portNames.includes(name));
  return named?.containerPort ?? setting.fallback;
}
