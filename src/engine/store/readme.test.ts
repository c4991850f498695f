import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import type { Change, Resource } from '../model/index.ts';
import { testSpec } from '../testing/index.ts';
import { ClusterState } from './index.ts';

function pod(name: string, labels: Readonly<Record<string, string>> = {}): Resource {
  const ref = { kind: 'Pod', namespace: 'shop', name };
  return { ref, object: { kind: 'Pod', metadata: { name, labels } }, origin: { kind: 'builtin' } };
}

const put = (resource: Resource): Change => ({ kind: 'put', resource });

function versions(state: ClusterState): string {
  const pods = state.list('Pod').map(({ ref }) => `${ref.name} at ${state.versionOf(ref)}`);
  return `version ${state.version}: ${pods.join(', ')}`;
}

test('the README’s example holds', () => {
  const [printed = ''] = exampleOf(import.meta.dirname);
  const before = ClusterState.of(testSpec, [pod('a'), pod('b')]);
  const after = before.apply([put(pod('b', { app: 'web' })), put(pod('c')), { kind: 'delete', ref: pod('a').ref }]);
  const changes = after
    .changesSince(before.version)
    .map(({ kind, resource, version }) => `${version} ${kind} ${resource.ref.name}`);
  const since = `since ${before.version}: ${changes.join(', ')}`;
  expect([versions(before), versions(after), since]).toEqual(printed.split('\n'));
});
