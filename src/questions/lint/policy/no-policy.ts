import { groupBy } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, policyYaml } from '../example-manifests.ts';
import { DIRECTIONS } from '../policy-scene.ts';
import { restricts } from './unprotected-workload.ts';

export const noPolicy: Check = {
  code: 'no-policy',
  severity: 'note',
  title: 'No policy restricts any workload of a namespace',
  why: 'Without a policy every pod of the cluster may connect to every other, on every port, so that one that was broken into reaches them all. It is the commonest defect of published applications. It is told once for each namespace, and only where no workload of the whole cluster is restricted; where some are, the others are mentioned one by one.',
  fix: 'Begin with a policy that isolates every pod of the namespace (`podSelector: {}`), and allow what is needed; `curlew generate` writes down what is there today.',
  example: {
    wrong: podYaml('db', 'image: postgres'),
    right: documents(podYaml('db', 'image: postgres'), policyYaml('db', '')),
  },
  *find({ policies, workloads }) {
    const written = workloads.filter((workload) => workload.written);
    const isRestricted = policies.groups.some((group) => DIRECTIONS.some((each) => restricts(policies, group, each)));
    if (isRestricted) return;
    for (const [namespace, [first, ...others]] of groupBy(written, ({ ref }) => ref.namespace)) {
      const what = others.length === 0 ? 'its one workload' : `any of its ${others.length + 1} workloads`;
      yield {
        about: first.ref,
        path: [],
        message: `no policy restricts namespace ${namespace}: everybody may connect to ${what}`,
        fix: 'add a NetworkPolicy with podSelector: {}, and allow what is needed',
      };
    }
  },
};
