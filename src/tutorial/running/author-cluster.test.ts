import { expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { readPage } from '../page/index.ts';
import { NO_SETTINGS } from '../settings/index.ts';
import { runPage } from './index.ts';

/** The status of each command of a page whose blocks these are. */
async function statuses(...blocks: readonly string[]): Promise<readonly string[]> {
  const text = blocks.map((block) => (block.startsWith('#') ? `${block}\n` : `\`\`\`\n${block}\n\`\`\`\n`)).join('\n');
  const page = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  const { result } = await runPage(page, {
    fresh: async () => Cluster.of({ cluster: 'kind', override: { removedVersions: 'reject' } }),
    clusterName: 'kind',
    settings: NO_SETTINGS,
    files: { read: async () => undefined },
    host: { kind: 'outside' },
    urls: () => undefined,
  });
  return result.statements.map(({ status }) => status);
}

const WEB = 'kubectl run web --image=nginx --port=80 --expose';

test.each<{ rule: string; blocks: readonly string[]; expected: readonly string[] }>([
  {
    rule: 'a forwarded port leads into its pod, and other ports do not',
    blocks: [
      WEB,
      'kubectl port-forward pod/web 8080:80',
      '$ curl -s localhost:8080 | grep title\n<title>Welcome to nginx!</title>',
      '$ curl -s localhost:9090\n<title>Welcome to nginx!</title>',
    ],
    expected: ['ran', 'ran', 'holds', 'differs'],
  },
  {
    rule: 'what listens on the own machine is not known where nothing is forwarded',
    blocks: ['$ curl localhost:10249/proxyMode\niptables'],
    expected: ['not-modelled'],
  },
  {
    rule: 'nodes that a command names are those of the cluster',
    blocks: ['$ kubectl label node k1 rack=a\nnode/k1 labeled', '$ kubectl get nodes -l rack=a\nNAME STATUS\nk1 Ready'],
    expected: ['holds', 'holds'],
  },
  {
    rule: 'names of the outside; not those of the cluster',
    blocks: ['$ curl shop.example.com\nhello', '$ curl web.default\nhello'],
    expected: ['not-modelled', 'differs'],
  },
  {
    rule: 'flags of run that are gone: the page goes on with what they made',
    blocks: ['kubectl run web --image=nginx --replicas=2', '$ kubectl get deploy web\nNAME READY\nweb 2/2'],
    expected: ['differs', 'holds'],
  },
  {
    rule: 'an object that somebody edited is not known any more; others are',
    blocks: [
      WEB,
      'kubectl edit svc web',
      '$ kubectl get svc web\nNAME TYPE\nweb NodePort',
      '$ kubectl get svc kubernetes\nNAME TYPE\nkubernetes NodePort',
    ],
    expected: ['ran', 'skipped', 'not-modelled', 'differs'],
  },
  {
    rule: 'a kind that an operator brings; not one that nobody knows',
    blocks: [
      'kubectl apply -f - <<EOF\napiVersion: acme.example.com/v1\nkind: Thing\nmetadata: {name: t}\nEOF',
      'kubectl get thing',
    ],
    expected: ['not-modelled', 'not-modelled'],
  },
  {
    rule: 'kubectl in a substitution is the host’s, whatever shell is open',
    blocks: [WEB, 'kubectl exec -it web -- sh', 'N=$(kubectl get svc web -o name)', '$ echo $N\nservice/web'],
    expected: ['ran', 'ran', 'ran', 'skipped'],
  },
])('$rule', async ({ blocks, expected }) => {
  expect(await statuses(...blocks)).toEqual(expected);
});
