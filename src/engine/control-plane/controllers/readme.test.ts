import { expect, test } from 'vitest';
import { exampleOf } from '../../../tooling/doc-pages.ts';
import { controllerOf, type Resource } from '../../model/index.ts';
import { stateOf } from '../../testing/index.ts';
import { NODES, settle } from './settle.fixture.ts';

/** A name with what is made of the template's hash, and of chance, left open. */
function shape(name: string): string {
  return name.replace(/-[a-z0-9]{8,10}(?=-|$)/, '-<hash>').replace(/-[a-z0-9]{5}$/, '-<suffix>');
}

function told({ ref, object }: Resource): string {
  const owner = controllerOf(object);
  return `${ref.kind} ${shape(ref.name)}, of ${owner?.kind} ${shape(owner?.name ?? '')}`;
}

test('the README’s example holds', () => {
  const [manifests = '', printed = ''] = exampleOf(import.meta.dirname);
  const state = settle(stateOf(NODES + manifests));
  expect([
    ...state.list('ReplicaSet').map(told),
    ...state.list('Pod').map(told),
    ...state.list('EndpointSlice').map((slice) => `${told(slice)}: ${slice.object.endpoints.length} endpoints`),
  ]).toEqual(printed.split('\n'));
});
