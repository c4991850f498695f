import type { Check } from '../check.ts';
import { podYaml } from '../example-manifests.ts';
import { usedRules } from '../policy-rules.ts';

function clusterPolicy(action: string): string {
  return `apiVersion: policy.networking.k8s.io/v1beta1
kind: ClusterNetworkPolicy
metadata: {name: mirrors}
spec:
  tier: Admin
  priority: 10
  subject: {namespaces: {}}
  egress:
    - {action: ${action}, to: [{domainNames: [mirror.example.com]}]}
`;
}

export const domainNamesNotAllowed: Check = {
  code: 'domain-names-not-allowed',
  severity: 'warning',
  title: 'A rule denies or passes on what it names by domain names',
  why: 'Domain names are for rules that allow. Which addresses a name has is learnt from the answers that pods get, so that a denial would miss whoever knows the address otherwise; the API accepts such a rule, and plugins may do anything with it.',
  fix: 'Allow the names that are meant, and deny the rest by `networks: [0.0.0.0/0, "::/0"]` in a rule behind.',
  example: { given: podYaml('web'), wrong: clusterPolicy('Deny'), right: clusterPolicy('Accept') },
  *find({ policies }) {
    for (const { policy, rule } of usedRules(policies)) {
      if (rule.verdict === 'allow') continue;
      for (const { place } of rule.peers.filter(({ kind }) => kind === 'domain-names')) {
        yield {
          about: policy.ref,
          path: [...place.path, 'domainNames'],
          message: `a rule that ${rule.verdict === 'deny' ? 'denies' : 'passes on'} names domain names, which only rules that allow may`,
          fix: 'allow the names that are meant, and deny the rest by networks',
        };
      }
    }
  },
};
