import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cluster, type FileReader } from '../../api/index.ts';
import { draws } from '../../draws.fixture.ts';
import type { PageResult, StatementResult } from '../../report/index.ts';
import { readPage } from '../page/index.ts';
import { NO_SETTINGS } from '../settings/index.ts';
import { type PageRunOptions, runPage } from './index.ts';

const NO_FILES: FileReader = { read: async () => undefined };

async function ran(
  text: string,
  more: Partial<PageRunOptions> & { readonly cluster?: string } = {},
): Promise<PageResult> {
  const { cluster = 'default', ...options } = more;
  const page = await readPage({ path: 'page.md', text }, NO_SETTINGS, () => undefined);
  const { result } = await runPage(page, {
    fresh: async () => Cluster.of({ cluster, override: { removedVersions: 'reject' } }),
    clusterName: cluster,
    settings: NO_SETTINGS,
    files: NO_FILES,
    host: { kind: 'outside' },
    urls: () => undefined,
    ...options,
  });
  return result;
}

const fenced = (text: string, language = '') => `\`\`\`${language}\n${text}\n\`\`\`\n`;

/** `KIND STATUS` of each statement, and where a command ran, but on the host. */
function told({ statements }: PageResult): readonly string[] {
  return statements.map(({ status, text, where }) => {
    const place = where === undefined || where.kind === 'host' ? '' : ` in ${where.kind} ${where.name ?? ''}`;
    return `${status}: ${text.split('\n', 1)[0]}${place}`;
  });
}

async function last(text: string, more: Parameters<typeof ran>[1] = {}): Promise<StatementResult | undefined> {
  return (await ran(text, more)).statements.at(-1);
}

const WEB = fenced('$ kubectl run web --image=nginx --port=80 --expose', 'sh');

describe('where a command runs', () => {
  test('in the shell that was opened, until it is left; kubectl on the host', async () => {
    const page = `${WEB}${fenced('kubectl run c --image=busybox:1.36 -it --rm -- sh')}${fenced('hostname')}${fenced('kubectl get pods')}${fenced('hostname\nexit')}${fenced('echo a')}`;
    expect(told(await ran(page)).slice(1)).toEqual([
      'ran: kubectl run c --image=busybox:1.36 -it --rm -- sh',
      'ran: hostname in pod c',
      'ran: kubectl get pods',
      'ran: hostname in pod c',
      'ran: exit in pod c',
      'ran: echo a',
    ]);
  });

  test.each([
    ['a pod', '[root@web /]# hostname', 'ran: hostname in pod web'],
    ['a node', 'root@worker-1:~# hostname', 'ran: hostname in node worker-1'],
    ['somebody outside', '[root@laptop ~]# echo a', 'ran: echo a in outside laptop'],
  ])('with whom its prompt names: %s', async (_, command, expected) => {
    expect(told(await ran(`${WEB}${fenced(command)}`)).at(-1)).toBe(expected);
  });

  test.each([
    ['<!-- curlew: where node worker-1 -->', 'ran: hostname in node worker-1'],
    ['<!-- curlew: where pod web -->', 'ran: hostname in pod web'],
    ['<!-- curlew: where pod nobody -->', 'skipped: hostname in pod nobody'],
  ])('where its annotation says: %s', async (annotation, expected) => {
    expect(told(await ran(`${WEB}\n${annotation}\n${fenced('hostname')}`)).at(-1)).toBe(expected);
  });

  test('making a pod again means that its shell was left, and the pod went with it', async () => {
    const run = fenced('kubectl run c --image=busybox:1.36 -it --rm -- sh');
    const page = await ran(`${run}${fenced('hostname')}${run}${fenced('hostname')}`);
    expect(page.statements.map(({ status }) => status)).toEqual(['ran', 'ran', 'ran', 'ran']);
  });

  test('of several containers in the first that has the program', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec:\n  containers: [{name: db, image: mariadb}, {name: tools, image: busybox, command: [sleep, inf]}]';
    const annotated = `<!-- curlew: apply -->\n${fenced(pod, 'yaml')}\n<!-- curlew: where pod two -->\n`;
    expect((await last(`${annotated}${fenced('nslookup web')}`))?.where).toMatchObject({ container: 'tools' });
    expect((await last(`${annotated}${fenced('hostname')}`))?.where).toMatchObject({ container: 'db' });
  });
});

describe('a silent command', () => {
  test.each([
    ['must succeed', fenced('kubectl get pod nobody'), 'differs'],
    ['may fail where that is said', `<!-- curlew: fails -->\n${fenced('kubectl get pod nobody')}`, 'ran'],
    ['must fail where that is said', `<!-- curlew: fails -->\n${fenced('kubectl get pods')}`, 'differs'],
    ['that needs a value of its reader is left out', fenced('curl $IP'), 'skipped'],
    ['of a program that nobody models', fenced('az group create'), 'not-modelled'],
    ['that opens an editor is for people', fenced('vi web.yaml'), 'skipped'],
  ])('%s', async (_, text, status) => {
    expect((await last(text))?.status).toBe(status);
  });
});

describe('a manifest', () => {
  const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: nginx}]}';

  test('differs at the line that the server does not take', async () => {
    const result = await last(fenced(POD.replace('image: nginx', 'image: nginx, prots: []'), 'yaml'));
    expect(result).toMatchObject({ status: 'differs', objects: ['Pod/web'] });
    expect(result?.differences).toMatchObject([{ line: 5, why: expect.stringContaining('prots') }]);
  });

  test('that nothing applies is there once the page shows it, and not where that is forbidden', async () => {
    const shown = fenced(
      '$ kubectl get pods\nNAME   READY   STATUS    RESTARTS   AGE\nweb    1/1     Running   0          5m',
    );
    expect((await last(`${fenced(POD, 'yaml')}${shown}`))?.status).toBe('holds');
    expect((await last(`<!-- curlew: no-apply -->\n${fenced(POD, 'yaml')}${shown}`))?.status).toBe('differs');
  });

  test('that nothing applies is there once the page shows an EndpointSlice of it', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {ports: [{port: 80}]}';
    const shown = (name: string) => fenced(`$ kubectl get service\n${name}`);
    const made = async (name: string) =>
      (await ran(`${fenced(service, 'yaml')}${shown(name)}${fenced('kubectl get service db')}`)).statements.at(-1)
        ?.status;
    expect(await made('db-6tjbr')).toBe('ran');
  });

  test('is the file that the page calls it', async () => {
    const page = `Save it as \`web.yaml\`:\n\n${fenced(POD, 'yaml')}\n${fenced('$ kubectl apply -f web.yaml\npod/web created')}`;
    expect((await last(page))?.status).toBe('holds');
  });
});

describe('what no cluster of today takes differs once, and the page goes on', () => {
  test('an API version that is gone', async () => {
    const old =
      'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}';
    const page = `Save it as \`web.yaml\`:\n\n${fenced(old, 'yaml')}\n${fenced('$ kubectl apply -f web.yaml')}${fenced('$ kubectl get deployment web -o name\ndeployment.apps/web')}`;
    const { statements } = await ran(page);
    expect(statements.map(({ status }) => status)).toEqual(['differs', 'differs', 'holds']);
    expect(statements[1]?.reason).toBe('extensions/v1beta1 is gone: it is apps/v1 today');
  });

  test('in a here-document too', async () => {
    const text =
      'cat <<EOF | kubectl apply -f -\napiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: i}\nspec: {backend: {serviceName: web, servicePort: 80}}\nEOF';
    const { statements } = await ran(
      `${fenced(text)}${fenced('$ kubectl get ingress -o name\ningress.networking.k8s.io/i')}`,
    );
    expect(statements.map(({ status }) => status)).toEqual(['differs', 'holds']);
  });

  test('exec without "--"', async () => {
    const { statements } = await ran(`${WEB}${fenced('$ kubectl exec -it web bash')}${fenced('hostname')}`);
    expect(statements[1]).toMatchObject({
      status: 'differs',
      reason: 'exec needs "--" before the command since kubectl 1.31',
    });
    expect(statements[2]?.where).toMatchObject({ kind: 'pod', name: 'web' });
  });
});

test('a failure names the earlier one that it comes from', async () => {
  const page = `${fenced('$ kubectl create deployment web --image=')}${fenced('$ kubectl scale deployment web --replicas=2')}`;
  const { statements } = await ran(page);
  expect(statements.map(({ status, because }) => [status, because])).toEqual([
    ['differs', undefined],
    ['differs', 2],
  ]);
});

test('an output that chance decides must be a possible one', async () => {
  const pages = (text: string) =>
    `${fenced(`kubectl create deployment web --image=registry.k8s.io/e2e-test-images/agnhost:2.53 --replicas=2 -- /agnhost netexec\nkubectl expose deployment web --port=80 --target-port=8080`)}${fenced('kubectl get pods')}<!-- curlew: where node worker-1 -->\n${fenced(`$ curl -s web.default\n${text}`)}`;
  expect((await last(pages('nobody says this')))?.status).not.toBe('holds');
});

test('a fresh cluster and fresh shells after a reset', async () => {
  const { statements } = await ran(
    `${WEB}<!-- curlew: reset -->\n${fenced('$ kubectl get pods\nNo resources found in default namespace.')}`,
  );
  expect(statements.at(-1)?.status).toBe('holds');
});

test('variables of annotations are those of the shell, with the cluster’s addresses', async () => {
  expect(await last(`<!-- curlew: env NAME=a'b -->\n${fenced("$ echo $NAME\na'b")}`)).toMatchObject({
    status: 'holds',
  });
});

test('sentences are judged where somebody can, at their line', async () => {
  const page = `${WEB}${fenced('When web resolves web\nThen it fails to resolve', 'gherkin')}`;
  expect((await last(page))?.status).toBe('skipped');
  const sentences: PageRunOptions['sentences'] = async (cluster) => ({
    cluster,
    failures: [{ line: 2, sentence: 'it fails to resolve', message: 'it resolves' }],
  });
  expect(await last(page, { sentences })).toMatchObject({
    status: 'differs',
    differences: [{ line: 6, expected: 'it fails to resolve', why: 'it resolves' }],
  });
});

test('it runs down to a heading', async () => {
  const page = `# A\n${WEB}\n## B\n${fenced('kubectl delete pod web')}`;
  expect((await ran(page, { upTo: 'B' })).statements).toHaveLength(1);
  const below = `# A\n${WEB}\n## B\n\nClean up.\n\n### C\n${fenced('kubectl delete pod web')}`;
  expect((await ran(below, { upTo: 'B' })).statements).toHaveLength(1);
});

test('whatever a page is, it ends, and every statement has a verdict', async () => {
  const pieces = [
    WEB,
    fenced('$ kubectl get pods\nNAME'),
    fenced('cat <<EOF\na'),
    '```sh\nkubectl exec -it web -- sh\n',
    '<details>\n',
    '\t$ exit\n',
    fenced('while true; do echo; done'),
    '- a\n  ',
    '> ',
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 6 }), async (chosen) => {
      const { statements } = await ran(chosen.join(''));
      for (const { status, line, endLine } of statements) {
        expect(['holds', 'differs', 'ran', 'not-modelled', 'skipped']).toContain(status);
        expect(line).toBeLessThanOrEqual(endLine);
      }
    }),
    { numRuns: draws(6) },
  );
});
