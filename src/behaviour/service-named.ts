import type { Resource, Service } from '../engine/model/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { Scope } from './expect-trace.ts';

/** Finds a Service by `name` or `namespace/name`. Throws a SetupError that lists the candidates where there is none. */
export function serviceNamed({ view, namespace }: Scope, text: string): Resource<Service> {
  const [name = '', inNamespace = namespace] = text.split('/').reverse();
  const service = view.get('Service', name, inNamespace);
  if (service !== undefined) return service;
  const names = view.list('Service', inNamespace).map(({ ref }) => ref.name);
  throw new SetupError(
    `no service named "${name}" in namespace ${inNamespace}; there are: ${names.join(', ') || 'none'}`,
  );
}
