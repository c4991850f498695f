import type { ClusterView, Diagnostic, FieldPath, ObjectRef } from '../../model/index.ts';
import { formatRef, sameRef } from '../../model/index.ts';
import { backendService } from './backend-service.ts';
import { controllersOf } from './controller.ts';
import { defaultIngressClasses } from './ingress-class.ts';
import type { MatchedField } from './match.ts';
import { ownerOf } from './nginx/servers.ts';
import type { Backend, Route } from './route.ts';
import { routesOf } from './route.ts';
import { GatewayTable } from './table.ts';
import { oneOfEach, whyUnserved } from './unserved.ts';

/**
 * Finds the gateways of a snapshot, and what is wrong with Ingresses: `ingress-not-served` (no controller takes it),
 * `ingress-backend-missing` (no such Service, or no such port), `duplicate-ingress-path` (another Ingress has that host and
 * path already), `several-default-ingress-classes`.
 */
export function compileGateways(view: ClusterView): {
  readonly table: GatewayTable;
  readonly diagnostics: readonly Diagnostic[];
} {
  const table = new GatewayTable(view, controllersOf(view));
  return {
    table,
    diagnostics: [...severalDefaults(view), ...unserved(table), ...missingBackends(view), ...duplicates(table)],
  };
}

function warning(
  view: ClusterView,
  about: ObjectRef,
  path: FieldPath,
  said: Pick<Diagnostic, 'code' | 'message' | 'hint'>,
): Diagnostic {
  const at = view.locate(about, path);
  return { ...said, severity: 'warning', about, ...(at === undefined ? {} : { at }) };
}

function severalDefaults(view: ClusterView): readonly Diagnostic[] {
  const [chosen, ...others] = defaultIngressClasses(view);
  return others.map(({ ref }) =>
    warning(view, ref, ['metadata', 'annotations'], {
      code: 'several-default-ingress-classes',
      message: `${formatRef(ref)} is marked as the default, and so is ${chosen?.ref.name}, which Ingresses without a class get`,
      hint: 'mark one IngressClass only',
    }),
  );
}

function unserved(table: GatewayTable): readonly Diagnostic[] {
  return table.view.list('Ingress').flatMap((ingress) => {
    const decision = whyUnserved(table, ingress);
    if (decision === undefined) return [];
    const path: FieldPath =
      ingress.object.spec?.ingressClassName === undefined ? ['spec'] : ['spec', 'ingressClassName'];
    const hint =
      'its ADDRESS stays empty; add the workload of an ingress controller, and the IngressClass that names it';
    return [
      warning(table.view, ingress.ref, path, { code: 'ingress-not-served', message: decision.reason.text, hint }),
    ];
  });
}

function missingBackends(view: ClusterView): readonly Diagnostic[] {
  return view.list('Ingress').flatMap((ingress) => {
    const { defaultBackend } = ingress.object.spec ?? {};
    const named: { readonly backend: Backend; readonly field: MatchedField }[] = routesOf(ingress).map(
      ({ backend, at }) => ({ backend, field: { ingress, at } }),
    );
    if (defaultBackend !== undefined) {
      named.push({ backend: defaultBackend, field: { ingress, at: ['spec', 'defaultBackend'] } });
    }
    return named.flatMap((each) => {
      const found = backendService(view, each, 'ingress-nginx');
      if (found.kind === 'service' || found.code === 'backend-not-a-service') return [];
      const message = `${formatRef(ingress.ref)}: ${found.text}`;
      return [warning(view, ingress.ref, found.path, { code: 'ingress-backend-missing', message })];
    });
  });
}

/** Only where the owner is known for sure: ingress-nginx gives a host and path to one Ingress. */
function duplicates(table: GatewayTable): readonly Diagnostic[] {
  return oneOfEach(table).flatMap((controller) => {
    const { served, nginx } = table.routing(controller);
    return served.flatMap(routesOf).flatMap((route) => {
      const owner = nginx === undefined ? undefined : ownerOf(nginx.servers, route);
      if (owner === undefined || sameRef(owner.ref, route.ingress.ref)) return [];
      return [duplicate(table.view, route, owner.ref)];
    });
  });
}

function duplicate(view: ClusterView, { ingress, host, path, at }: Route, owner: ObjectRef): Diagnostic {
  return warning(view, ingress.ref, [...at, 'path'], {
    code: 'duplicate-ingress-path',
    message: `${formatRef(owner)} has host "${host === '' ? '_' : host}" and path "${path}" already; that of ${formatRef(ingress.ref)} is ignored`,
    hint: 'the admission webhook of ingress-nginx would reject it',
  });
}
