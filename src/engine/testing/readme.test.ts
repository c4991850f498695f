import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { type FieldPath, formatLocation, formatRef, type Resource } from '../model/index.ts';
import { stateOf } from './index.ts';

function told(resource: Resource, path: FieldPath, port: string): string {
  const { ref, origin } = resource;
  const at = origin.kind === 'manifest' ? formatLocation(origin.document.locate(path)).replace(/:\d+$/, '') : 'nowhere';
  return `${formatRef(ref)}: port ${port}, ${at}`;
}

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const state = stateOf(manifests);
  const lines = [
    ...state
      .list('Pod')
      .flatMap((pod) =>
        pod.object.spec.containers.flatMap(({ ports = [] }, container) =>
          ports.map(({ containerPort, protocol }, index) =>
            told(pod, ['spec', 'containers', container, 'ports', index], `${containerPort}/${protocol}`),
          ),
        ),
      ),
    ...state
      .list('Service')
      .flatMap((service) =>
        (service.object.spec.ports ?? []).map(({ port, protocol }, index) =>
          told(service, ['spec', 'ports', index], `${port}/${protocol}`),
        ),
      ),
  ];
  expect(lines).toEqual(printed.split('\n'));
});
