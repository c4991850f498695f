import type { FieldPath, Ingress } from '../model/index.ts';

/** A Service that an Ingress leads to, and what a client asks for to get there. */
export interface Backend {
  readonly address: string;
  readonly service: string;
  /** A number or a name of the Service's ports. */
  readonly port: number | string | undefined;
  readonly path: FieldPath;
}

/** Every path of every rule, and the default backend: host `*` stands for any. */
export function ingressBackends({ spec }: Ingress): readonly Backend[] {
  const { defaultBackend, rules = [] } = spec ?? {};
  const { service } = defaultBackend ?? {};
  return [
    ...(service === undefined
      ? []
      : [{ address: '*/', ...serviceOf(service), path: ['spec', 'defaultBackend'] satisfies FieldPath }]),
    ...rules.flatMap(({ host, http }, rule) =>
      (http?.paths ?? []).flatMap(({ path, backend }, index): readonly Backend[] => {
        if (backend.service === undefined) return [];
        const at: FieldPath = ['spec', 'rules', rule, 'http', 'paths', index];
        return [{ address: `${host ?? '*'}${path ?? '/'}`, ...serviceOf(backend.service), path: at }];
      }),
    ),
  ];
}

function serviceOf(service: {
  readonly name: string;
  readonly port?: { readonly number?: number; readonly name?: string };
}): {
  readonly service: string;
  readonly port: number | string | undefined;
} {
  return { service: service.name, port: service.port?.number ?? service.port?.name };
}
