import { expect, test } from 'vitest';
import { coreDnsLameduck } from '../../../model/index.ts';
import { stateOf, testSpec } from '../../../testing/index.ts';
import { readCorefile } from './read-config.ts';

test.each(['kubeadm', 'eks', 'aks', 'k3s', 'rke2', 'openshift'] as const)(
  'CoreDNS goes on after SIGTERM for as long as the Corefile of %s says',
  (corefile) => {
    const dns = { ...testSpec.dns, corefile };
    const { blocks } = readCorefile(stateOf('', { ...testSpec, dns })).parsed;
    const health = blocks.flatMap(({ directives }) => directives).find(({ name }) => name === 'health');
    const written = health?.lines.find(({ name }) => name === 'lameduck')?.args[0];
    const seconds = coreDnsLameduck(dns);
    expect(written).toBe(seconds === 0 ? undefined : `${seconds}s`);
  },
);
