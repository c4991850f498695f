import { describe, expect, test } from 'vitest';
import { told } from './told.fixture.ts';

/** Lines of a page in a fence of some words. */
function fence(language: string, ...lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```', ''].join('\n');
}

const TABLE = ['NAME   READY   STATUS    RESTARTS   AGE', 'web    1/1     Running   0          3s'];

describe('what stands in a block decides, whatever its words are', () => {
  test.each([
    '',
    'bash',
    'sh',
    'console',
    'shell-session',
    'none',
    'text',
    'cat',
    'yaml',
    '{.bash .copy}',
    '{code-block} console',
  ])('commands and their outputs in a block called "%s"', async (language) => {
    expect(
      await told(fence(language, '$ kubectl get pods', ...TABLE, '$ kubectl delete pod web', 'pod "web" deleted')),
    ).toEqual(['2 command kubectl get pods → 3-4', '5 command kubectl delete pod web → 6']);
    expect(
      await told(fence(language, 'kubectl get pods', ...TABLE, '', 'kubectl delete pod web', 'pod "web" deleted')),
    ).toEqual(['2 command kubectl get pods → 3-4', '6 command kubectl delete pod web → 7']);
  });

  test.each(['', 'bash', 'output', 'none', 'yaml', 'cat'])('an output in a block called "%s"', async (language) => {
    expect(
      await told(`${fence('', 'kubectl get pods')}The output is similar to this:\n${fence(language, ...TABLE)}`),
    ).toEqual(['2 command kubectl get pods → 6-7']);
  });

  test.each(['', 'bash', 'yaml', 'yml', 'text'])('a manifest in a block called "%s"', async (language) => {
    expect(
      await told(fence(language, '# the policy', 'apiVersion: v1', 'kind: Service', 'metadata:', '  name: web')),
    ).toEqual(['2-6 manifest Service/web']);
  });

  test.each(['go', 'python', 'dockerfile', 'mermaid', 'nginx', 'toml'])(
    'nothing in a block called "%s"',
    async (language) => {
      expect(await told(fence(language, 'kubectl get pods', 'web'))).toEqual([]);
    },
  );

  test.each([
    ['a drawing', ['   +-----+      +-----+', '   | web | ---> | db  |', '   +-----+      +-----+']],
    ['a file', ['server {', '  listen 80;', '}']],
    ['a list of names', ['web', 'db', 'cache']],
  ])('%s without words is nothing', async (_, lines) => {
    expect(await told(fence('', ...lines))).toEqual([]);
  });

  test('a piece of a manifest is skipped', async () => {
    expect(await told(fence('yaml', 'spec:', '  ports:', '  - port: 80'))).toEqual([
      '2-4 manifest  (it is a piece of a manifest: apiVersion and kind stand elsewhere)',
    ]);
  });

  test('YAML that a command prints is its output', async () => {
    const yaml = ['apiVersion: v1', 'kind: Service', 'metadata:', '  name: web'];
    expect(await told(fence('', 'kubectl get service web -o yaml') + fence('yaml', ...yaml))).toEqual([
      '2 command kubectl get service web -o yaml → 5-8',
    ]);
    expect(
      await told(`${fence('', 'kubectl get service web')}Save this as a file:\n${fence('yaml', ...yaml)}`),
    ).toEqual(['2 command kubectl get service web', '6-9 manifest Service/web']);
  });

  test('sentences about the cluster', async () => {
    expect(await told(fence('gherkin', 'Then web can connect to db'))).toEqual([
      '2 gherkin Then web can connect to db',
    ]);
  });
});

describe('a command goes on', () => {
  test.each([
    [
      'over a backslash',
      ['kubectl run web \\', '  --image=nginx \\', '  --port=80', 'pod/web created'],
      'kubectl run web \\⏎  --image=nginx \\⏎  --port=80 → 5',
    ],
    [
      'over comments behind backslashes',
      ['az aks create \\  # a cluster', '  --name a'],
      'az aks create \\  # a cluster⏎  --name a',
    ],
    [
      'over a here-document',
      ['kubectl apply -f - <<EOF', 'kind: Pod', '', '$ no prompt', 'EOF', 'pod/web created'],
      'kubectl apply -f - <<EOF⏎kind: Pod⏎⏎$ no prompt⏎EOF → 7',
    ],
    ['over a quoted delimiter', ["cat <<'END' > web.sh", 'curl web', 'END'], "cat <<'END' > web.sh⏎curl web⏎END"],
    [
      'over an open quote',
      ['echo "', 'kind: Pod', '" | kubectl apply -f -', 'pod/web created'],
      'echo "⏎kind: Pod⏎" | kubectl apply -f - → 5',
    ],
    ['over a loop', ['for i in 1 2; do', '  curl web', 'done', 'Hello'], 'for i in 1 2; do⏎  curl web⏎done → 5'],
    [
      'over a condition',
      ['if [ -f a.yaml ]; then', '  kubectl delete -f a.yaml', 'else', '  echo no', 'fi'],
      'if [ -f a.yaml ]; then⏎  kubectl delete -f a.yaml⏎else⏎  echo no⏎fi',
    ],
    ['over a pipe', ['kubectl get pods |', '  grep web'], 'kubectl get pods |⏎  grep web'],
    [
      'over a substitution',
      ['IP=$(kubectl get pod web \\', "  -o jsonpath='{.status.podIP}')"],
      "IP=$(kubectl get pod web \\⏎  -o jsonpath='{.status.podIP}')",
    ],
    ['over a group', ['{', '', '  kubectl get pods', '}'], '{⏎⏎  kubectl get pods⏎}'],
    ['over a function', ['ask() {', '  curl web', '}'], 'ask() {⏎  curl web⏎}'],
  ])('%s', async (_, lines, expected) => {
    const [statement = ''] = await told(fence('bash', ...lines));
    expect(statement.replace(/^\S+ command /, '')).toBe(expected);
  });

  test('a terminal shows > before the lines that go on', async () => {
    expect(
      await told(
        fence('', '$ cat <<EOF > a.yaml', '> kind: Pod', '> EOF', '$ kubectl apply -f a.yaml', 'pod/a created'),
      ),
    ).toEqual(['2-4 command cat <<EOF > a.yaml⏎kind: Pod⏎EOF', '5 command kubectl apply -f a.yaml → 6']);
  });

  test('an apostrophe ends with its line', async () => {
    expect(await told(fence('bash', "echo it's me", 'kubectl get pods'))).toEqual([
      "2 command echo it's me",
      '3 command kubectl get pods',
      'warning 2 the quote of this command has no end',
    ]);
  });

  test('a here-document without an end is told of, and ends with its block', async () => {
    expect(await told(fence('bash', 'cat <<EOF', 'a') + fence('bash', 'kubectl get pods'))).toEqual([
      '2-3 command cat <<EOF⏎a',
      '6 command kubectl get pods',
      'warning 2 the here-document of this command has no end',
    ]);
  });
});

describe('a prompt', () => {
  test.each([
    ['$ kubectl get pods', '$', 'plain', undefined],
    ['# kubectl get pods', '#', 'plain', undefined],
    ['> kubectl get pods', '>', 'plain', undefined],
    ['❯ kubectl get pods', '❯', 'plain', undefined],
    ['➜  ~ kubectl get pods', '➜  ~', 'plain', undefined],
    ['/ # kubectl get pods', '/ #', 'container', undefined],
    ['/ $ kubectl get pods', '/ $', 'container', undefined],
    ['~ # kubectl get pods', '~ #', 'container', undefined],
    ['/usr/share # kubectl get pods', '/usr/share #', 'container', undefined],
    ['bash-5.1# kubectl get pods', 'bash-5.1#', 'container', undefined],
    ['root@web-7b9:/usr# kubectl get pods', 'root@web-7b9:/usr#', 'machine', 'web-7b9'],
    ['root@web:/# kubectl get pods', 'root@web:/#', 'machine', 'web'],
    ['[root@web /]# kubectl get pods', '[root@web /]#', 'machine', 'web'],
    ['[ root@web:/ ]$ kubectl get pods', '[ root@web:/ ]$', 'machine', 'web'],
    ['[ec2-user@ip-10-0-0-1 ~]$ kubectl get pods', '[ec2-user@ip-10-0-0-1 ~]$', 'machine', 'ip-10-0-0-1'],
    ['vagrant@node1:~$ kubectl get pods', 'vagrant@node1:~$', 'machine', 'node1'],
    ['core@node1 ~ $ kubectl get pods', 'core@node1 ~ $', 'machine', 'node1'],
    ['controlplane $ kubectl get pods', 'controlplane $', 'machine', 'controlplane'],
    ['dnstools# kubectl get pods', 'dnstools#', 'machine', 'dnstools'],
  ])('%s', async (line, prompt, kind, host) => {
    const { readPage } = await import('./index.ts');
    const { NO_SETTINGS } = await import('../settings/index.ts');
    const { statements } = await readPage(
      { path: 'page.md', text: fence('', line, ...TABLE) },
      NO_SETTINGS,
      () => undefined,
    );
    expect(statements).toMatchObject([
      { kind: 'command', text: 'kubectl get pods', prompt: { text: prompt, kind }, output: { line: 3, endLine: 4 } },
    ]);
    const [first] = statements;
    expect(first?.kind === 'command' ? first.prompt?.host : 'none').toBe(host);
  });

  test('# before what is said of a command is a comment', async () => {
    expect(await told(fence('sh', '# list the pods', 'kubectl get pods', '# kubectl get services'))).toEqual([
      '3 command kubectl get pods',
    ]);
  });

  test('that comes back is no output, but where it shows that a shell opened, or that somebody ended the command', async () => {
    expect(await told(fence('', '$ kubectl get pods', ...TABLE, '$'))).toEqual(['2 command kubectl get pods → 3-4']);
    expect(
      await told(
        `${fence('', 'kubectl run -it a --image=busybox -- sh')}${fence('', "If you don't see a command prompt, try pressing enter.", '/ #')}`,
      ),
    ).toEqual(['2 command kubectl run -it a --image=busybox -- sh → 5-6']);
    expect(await told(fence('', '[root@a ~]# curl web', '^C', '[root@a ~]#'))).toEqual([
      '2 command [[root@a ~]#] curl web → 3-4 interrupted',
    ]);
  });
});
