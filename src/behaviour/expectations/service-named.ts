import type { Resource, Service } from '../../engine/model/index.ts';
import { firstNames, SetupError } from '../../engine/model/index.ts';
import { type NamedObject, namePhrase } from '../../grammar/index.ts';
import type { Scope } from '../scope.ts';

/** Finds a Service. Throws a SetupError that lists the candidates where there is none. */
export function serviceNamed({ view, namespace }: Scope, service: NamedObject): Resource<Service> {
  const { name, namespace: inNamespace = namespace } = namePhrase(service).means;
  const found = view.get('Service', name, inNamespace);
  if (found !== undefined) return found;
  const names = view.list('Service', inNamespace).map(({ ref }) => ref.name);
  throw new SetupError(
    `no service named "${name}" in namespace ${inNamespace}; there are: ${firstNames(names) || 'none'}`,
  );
}
