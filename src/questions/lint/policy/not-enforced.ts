import { policyKinds } from '../../../engine/network/policy/index.ts';
import type { Check } from '../check.ts';
import { podYaml, policyYaml } from '../example-manifests.ts';

export const policyNotEnforced: Check = {
  code: 'policy-not-enforced',
  severity: 'warning',
  title: 'The network plugin of the cluster ignores policies of this kind',
  why: 'The API server accepts policies on every cluster; it is the network plugin that enforces them, and some, such as flannel, do not. Everything stays open there, whatever the policies say. It is said once for each kind, at the first policy.',
  fix: 'Install a plugin that enforces policies of this kind, or name the right cluster by `--cluster`.',
  example: {
    clusters: { wrong: 'flannel', right: 'calico' },
    given: podYaml('db', 'image: postgres'),
    wrong: policyYaml('db', 'ingress: []\n'),
    right: policyYaml('db', 'ingress: []\n'),
  },
  *find({ view }) {
    const { plugin, policies } = view.spec.network;
    for (const kind of policyKinds.filter((each) => !policies.enforced.includes(each))) {
      const [first, ...others] = view.listAny(kind);
      if (first === undefined) continue;
      const many = others.length === 0 ? 'it has no effect' : `none of the ${others.length + 1} has an effect`;
      yield {
        about: first.ref,
        path: [],
        message: `plugin ${plugin} does not enforce ${kind}: ${many}`,
        fix: 'use a plugin that enforces it, or name the right cluster by --cluster',
      };
    }
  },
};
