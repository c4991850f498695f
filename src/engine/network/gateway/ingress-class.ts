import type { ClusterView, FieldPath, Ingress, IngressClass, Resource } from '../../model/index.ts';
import { compareText, formatRef } from '../../model/index.ts';
import type { Controller } from './controller.ts';
import type { KnownController } from './known-controllers.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT_ANNOTATION = 'ingressclass.kubernetes.io/is-default-class';

/** Which class an Ingress asks for, and where it says so. */
export type ClassRequest =
  | { readonly kind: 'class' | 'annotation'; readonly name: string; readonly path: FieldPath }
  | { readonly kind: 'none'; readonly path: FieldPath };

/** Whether a controller takes an Ingress; if not, why not, and by which field. */
export type Adoption =
  | { readonly kind: 'served' }
  | { readonly kind: 'ignored' | 'unknown'; readonly because: string; readonly path: FieldPath };

const SERVED: Adoption = { kind: 'served' };

/**
 * The class that the API server gives to Ingresses without one: of several defaults the newest, then the first by name.
 *
 * kubernetes plugin/pkg/admission/network/defaultingressclass/admission.go
 */
function defaultIngressClass(view: ClusterView): Resource<IngressClass> | undefined {
  return defaultIngressClasses(view)[0];
}

/** Every class that is marked as the default, the one that wins first. */
export function defaultIngressClasses(view: ClusterView): readonly Resource<IngressClass>[] {
  const createdAt = ({ object }: Resource<IngressClass>) => object.metadata.creationTimestamp ?? '';
  return view
    .list('IngressClass')
    .filter(({ object }) => object.metadata.annotations?.[DEFAULT_ANNOTATION] === 'true')
    .toSorted((a, b) => compareText(createdAt(b), createdAt(a)) || compareText(a.ref.name, b.ref.name));
}

/** The Ingress as admission stores it: with the default class where it names none, by field or by annotation. */
export function admitIngress(view: ClusterView, ingress: Ingress): Ingress {
  if (requestedClass(ingress).kind !== 'none') return ingress;
  const name = defaultIngressClass(view)?.ref.name;
  return name === undefined ? ingress : { ...ingress, spec: { ...ingress.spec, ingressClassName: name } };
}

/** The class that an Ingress asks for; the field wins over the annotation. */
export function requestedClass({ spec, metadata }: Ingress): ClassRequest {
  if (spec?.ingressClassName !== undefined) {
    return { kind: 'class', name: spec.ingressClassName, path: ['spec', 'ingressClassName'] };
  }
  const annotation = metadata.annotations?.[CLASS_ANNOTATION];
  if (annotation === undefined) return { kind: 'none', path: ['spec'] };
  return { kind: 'annotation', name: annotation, path: ['metadata', 'annotations', CLASS_ANNOTATION] };
}

/**
 * Decides whether a controller takes an Ingress.
 *
 * ingress-nginx internal/ingress/controller/store/store.go (GetIngressClass); traefik
 * pkg/provider/kubernetes/ingress/kubernetes.go (shouldProcessIngress)
 */
export function adopts(view: ClusterView, controller: Controller, { ref, object }: Resource<Ingress>): Adoption {
  const namespace = controller.flags.get(controller.known.flags.watchNamespace ?? '') ?? '';
  if (namespace !== '' && namespace !== 'true' && namespace !== ref.namespace) {
    return { kind: 'ignored', because: `${controller.known.name} watches namespace ${namespace} only`, path: [] };
  }
  const request = requestedClass(admitIngress(view, object));
  if (request.kind === 'class') return adoptsClass(view, controller, request);
  return request.kind === 'annotation' ? adoptsAnnotation(controller, request) : adoptsClassless(controller);
}

type Named = Exclude<ClassRequest, { kind: 'none' }>;

function adoptsClass(view: ClusterView, controller: Controller, { name, path }: Named): Adoption {
  const ingressClass = view.get('IngressClass', name);
  if (ingressClass === undefined) return { kind: 'ignored', because: `there is no IngressClass ${name}`, path };
  const actual = ingressClass.object.spec?.controller ?? '';
  if (actual !== controller.controllerClass) {
    const because = `${formatRef(ingressClass.ref)} is for the controller ${actual}, not ${controller.controllerClass}`;
    return { kind: 'ignored', because, path };
  }
  if (controller.known.byClassName && name !== controller.ingressClass) {
    return {
      kind: 'ignored',
      because: `${controller.known.name} takes the class ${controller.ingressClass} only`,
      path,
    };
  }
  return SERVED;
}

function adoptsAnnotation(controller: Controller, { name, path }: Named): Adoption {
  if (name === controller.ingressClass) return SERVED;
  if (controller.ingressClass === undefined) {
    return { kind: 'unknown', because: `which annotations ${controller.known.name} takes is not modelled`, path };
  }
  const because = `${controller.known.name} takes the annotation ${controller.ingressClass}, not ${name}`;
  return { kind: 'ignored', because, path };
}

function adoptsClassless({ known, flags }: Controller): Adoption {
  switch (classlessPolicy(known, flags)) {
    case 'served':
      return SERVED;
    case 'ignored': {
      const because = `it names no class, and ${known.name} takes no Ingress without one`;
      return { kind: 'ignored', because, path: ['spec'] };
    }
    case 'unknown': {
      const because = `whether ${known.name} takes an Ingress without a class is not modelled`;
      return { kind: 'unknown', because, path: ['spec'] };
    }
  }
}

function classlessPolicy(known: KnownController, flags: Controller['flags']): KnownController['withoutClass'] {
  const watches = flags.get('watch-ingress-without-class');
  if (watches !== undefined) return watches === 'true' ? 'served' : 'ignored';
  // A Traefik with a class of its own takes that class alone.
  const hasOwnClass = (flags.get(known.flags.ingressClass ?? '') ?? '') !== '';
  return known.withoutClass === 'served' && hasOwnClass ? 'ignored' : known.withoutClass;
}
