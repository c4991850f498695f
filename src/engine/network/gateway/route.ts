import type { DeepReadonly, FieldPath, Ingress, Resource } from '../../model/index.ts';

type Spec = DeepReadonly<NonNullable<Ingress['spec']>>;

/** The backend of a path or of a whole Ingress. */
export type Backend = NonNullable<Spec['defaultBackend']>;

export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';

/** One path of one rule of an Ingress. */
export interface Route {
  readonly ingress: Resource<Ingress>;
  /** `spec.rules[i].http.paths[j]`. */
  readonly at: FieldPath;
  /** Empty for every host. */
  readonly host: string;
  /** `/` where an ImplementationSpecific path is empty. */
  readonly path: string;
  readonly pathType: PathType;
  readonly backend: Backend;
}

/** The paths of an Ingress, in the order in which they are written. */
export function routesOf(ingress: Resource<Ingress>): readonly Route[] {
  return (ingress.object.spec?.rules ?? []).flatMap((rule, index) =>
    (rule.http?.paths ?? []).map((path, item) => ({
      ingress,
      at: ['spec', 'rules', index, 'http', 'paths', item],
      host: (rule.host ?? '').toLowerCase(),
      path: (path.path ?? '') === '' ? '/' : (path.path ?? '/'),
      pathType: path.pathType as PathType,
      backend: path.backend,
    })),
  );
}
