import { describe, expect, test } from 'vitest';
import { told } from './told.fixture.ts';

const CURL = '```\ncurl web\n```\n';
const POD = '```yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\n```\n';

describe('a command that prints nothing fails where the next sentence says it', () => {
  test.each([
    'The request should now time out.',
    'This should time out.',
    'The `curl` command should now time out.',
    'The connection will be refused.',
    'It should fail.',
    'You should no longer be able to reach it.',
    'The command will not work.',
    'This fails, as the policy denies it.',
    'You should see an error.',
    'Now the traffic is visible. The request is blocked: it should be denied.',
    'Traffic dropped!',
  ])('%s', async (sentence) => {
    expect(await told(`${CURL}\n${sentence}\n`)).toEqual(['2 command curl web fails']);
  });

  test.each([
    'The request should now succeed.',
    'If the request should time out, wait.',
    'It may fail.',
    'It should not fail.',
    'However, any calls to the internet should be blocked.',
    'Other pods should be denied.',
    'We will block it next.',
    'Check that we cannot connect to `db`.',
    'It will fail without a policy, unless you make one.',
    'A pod without the label should time out:\n\n```\ncurl db\n```',
    '## Later\n\nThis should time out.',
  ])('not where it says: %s', async (sentence) => {
    const lines = await told(`${CURL}\n${sentence}\n`);
    expect(lines.filter((line) => line.includes('fails'))).toEqual([]);
  });

  test('one of several', async () => {
    expect(await told(`${CURL}\n${CURL}\nThe first command will work.\n\nThe second command will fail.\n`)).toEqual([
      '2 command curl web',
      '6 command curl web fails',
    ]);
    expect(await told(`${CURL}\n${CURL}\nThe first request should time out.\n`)).toEqual([
      '2 command curl web fails',
      '6 command curl web',
    ]);
    expect(await told('```\ncurl web\nkubectl get pods\n```\n\nThe `curl` request should time out.\n')).toEqual([
      '2 command curl web fails',
      '3 command kubectl get pods',
    ]);
  });

  test('what is printed says better how a command ends', async () => {
    expect(await told('```\n$ curl web\nHello, world\n```\n\nThis should time out.\n')).toEqual([
      '2 command curl web → 3',
    ]);
  });
});

describe('the file that a manifest is', () => {
  test.each([
    ['in the sentence before', `Save this as \`web.yaml\`:\n\n${POD}`],
    ['the last of several', `Unlike db.yaml, this is the file \`web.yaml\`:\n\n${POD}`],
    ['in bold', `**web.yaml**\n\n${POD}`],
    ['before a list', `Save the following as \`web.yaml\`.\n\n- It is a pod.\n- It runs nginx.\n\n${POD}`],
    ['in the sentence after', `A pod:\n\n${POD}\nSave this file as \`web.yaml\`.\n`],
    ['that a command applies next', `A pod:\n\n${POD}\n\`\`\`\nkubectl apply -f web.yaml\n\`\`\`\n`],
    ['in a title', POD.replace('yaml', 'yaml title="web.yaml"')],
    ['in the fence’s words', POD.replace('yaml', 'yaml web.yaml')],
    ['in a comment', POD.replace('apiVersion', '# web.yaml\napiVersion')],
    ['in an annotation', `<!-- curlew: file web.yaml -->\n${POD}`],
    ['as it was shown before', `Save this as \`web.yaml\`:\n\n${POD}\nNow changed:\n\n${POD}`],
  ])('%s', async (_, text) => {
    const lines = (await told(text)).filter((line) => line.includes('manifest'));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toContain('manifest web.yaml: Pod/web');
  });

  test.each([
    ['an address', `As in https://a.example/web.yaml:\n\n${POD}`],
    [
      'a file that another block is',
      `Save this as \`web.yaml\`:\n\n${POD}\nAnd:\n\n${POD.replaceAll('web', 'db')}\n\`\`\`\nkubectl apply -f web.yaml\n\`\`\`\n`,
    ],
    ['of an earlier section', `We saw \`web.yaml\`.\n\n## Next\n\n${POD}`],
  ])('not %s', async (_, text) => {
    expect((await told(text)).some((line) => /manifest (?:Pod\/web|Pod\/db)$/.test(line))).toBe(true);
  });

  test('with its folders', async () => {
    expect(await told(`Save this as \`manifests/web.yaml\`:\n\n${POD}`)).toEqual([
      '4-6 manifest manifests/web.yaml: Pod/web',
    ]);
  });

  test('a file beside the page is the block only where it holds the same objects', async () => {
    const text = `A pod:\n\n${POD}\n\`\`\`\nkubectl apply -f a.yaml\n\`\`\`\n`;
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';
    expect(await told(text, { files: { 'a.yaml': pod } })).toContain('4-6 manifest a.yaml: Pod/web');
    expect(await told(text, { files: { 'a.yaml': `${pod}---\n${pod.replace('web', 'db')}` } })).toContain(
      '4-6 manifest Pod/web',
    );
  });
});

describe('an output belongs to the command above it', () => {
  const table = '```\nNAME   READY\nweb    1/1\n```\n';
  const list = '```\nkubectl get pods\n```\n';
  test.each([
    ['directly below', `${list}${table}`, '2 command kubectl get pods → 5-6'],
    [
      'below what introduces it',
      `${list}\nThe output is similar to this:\n\n${table}`,
      '2 command kubectl get pods → 8-9',
    ],
    ['below another sentence, by its form', `${list}\nWait a moment.\n\n${table}`, '2 command kubectl get pods → 8-9'],
    [
      'whatever it looks like, where the sentence calls it the output',
      `${list}\nThe output is:\n\n\`\`\`\niptables\n\`\`\`\n`,
      '2 command kubectl get pods → 8',
    ],
    [
      'without a form, below what introduces it',
      `${list}\nThe response is:\n\n\`\`\`\nit works\n\`\`\`\n`,
      '2 command kubectl get pods → 8',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await told(text)).toEqual([expected]);
  });

  test.each([
    [
      'below a heading',
      `${list}\n## Next\n\n${table}`,
      ['2 command kubectl get pods', '8-9 output NAME   READY⏎web    1/1'],
    ],
    [
      'without a form, and nothing that introduces it',
      `${list}\nThink of it so.\n\n\`\`\`\nweb talks to db\n\`\`\`\n`,
      ['2 command kubectl get pods'],
    ],
    [
      'what the reader is to write',
      `${list}\nAdd the following line to \`/etc/hosts\`:\n\n\`\`\`\n10.0.0.1 web\n\`\`\`\n`,
      ['2 command kubectl get pods'],
    ],
    [
      'a second one',
      `${list}${table}${table}`,
      ['2 command kubectl get pods → 5-6', '9-10 output NAME   READY⏎web    1/1'],
    ],
  ])('not %s', async (_, text, expected) => {
    expect(await told(text)).toEqual(expected);
  });

  test('several commands of a block share it', async () => {
    expect(
      await told(
        '```\nkubectl create namespace a\nkubectl create namespace b\n```\n```\nnamespace/a created\nnamespace/b created\n```\n',
      ),
    ).toEqual(['2 command kubectl create namespace a → 6', '3 command kubectl create namespace b → 7']);
    expect(
      await told(
        '```\nkubectl get pods\nkubectl get services\n```\n```\nNAME   READY\nweb    1/1\n\nNAME   TYPE\nweb    ClusterIP\n```\n',
      ),
    ).toEqual(['2 command kubectl get pods → 6-7', '3 command kubectl get services → 9-10']);
    expect(
      await told(
        '```\nkubectl apply -f a.yaml\nkubectl get pods,services\n```\n```\nNAME   READY\nweb    1/1\n\nNAME   TYPE\nweb    ClusterIP\n```\n',
      ),
    ).toEqual(['2 command kubectl apply -f a.yaml', '3 command kubectl get pods,services → 6-10']);
  });

  test('a remark of the author’s at its end is none of it', async () => {
    expect(await told('```\n$ ping web\nPING web (10.0.0.1)\n(...)\n(it goes on)\n\n$ exit\n```\n')).toEqual([
      '2 command ping web → 3',
      '7 command exit',
    ]);
  });
});

describe('what the reader is to replace', () => {
  test.each([
    ['curl http://<node-ip>:80', '<node-ip>'],
    ['kubectl logs POD_NAME', 'POD_NAME'],
    ['curl http://EXTERNAL-IP:80', 'EXTERNAL-IP'],
    ['kubectl exec [your-pod] -- ls', '[your-pod]'],
    ['kubectl exec {POD} -- ls', '{POD}'],
    ['curl http://YOUR_HOST/', 'YOUR_HOST'],
    ['kubectl run web ...', '...'],
    ['kubectl label node <your-node> a=b', '<your-node>'],
  ])('%s', async (command, word) => {
    expect(await told(`\`\`\`sh\n${command}\n\`\`\`\n`)).toEqual([
      `2 command ${command} (${word} is for the reader to replace)`,
    ]);
  });

  test.each([
    "curl web | grep '<title>'",
    'cat <file >out',
    "kubectl get pods -o jsonpath='{.items[0].metadata.name}'",
    'kubectl get pods -o custom-columns=NODE_NAME:.spec.nodeName',
    'kubectl set env deployment/web LOG_LEVEL=debug',
    'kubectl run web --env=POD_NAME=a --image=b',
    'curl http://${NODE_IP}:80',
    'curl -X POST web',
    'kubectl get svc web # shows its IP',
    'iptables -t nat -L KUBE-SERVICES',
    "kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{end}}'",
    'kubectl apply -f - <<EOF',
  ])('not %s', async (command) => {
    expect((await told(`\`\`\`sh\n${command}\n\`\`\`\n`)).filter((line) => line.includes('replace'))).toEqual([]);
  });

  test('in a manifest', async () => {
    expect(await told(POD.replace('{name: web}', '{name: <your-name>}'))).toEqual([
      '2-4 manifest Pod/<your-name> (<your-name> is for the reader to replace)',
    ]);
  });
});

test('what would go wrong is not judged', async () => {
  const fail = "```\nkubectl exec web -- nslookup web\nnslookup: can't resolve 'web'\n```\n";
  const page = `Errors such as the following indicate a broken name server:\n\n${fail}\nor\n\n${fail}\nIt answers:\n\n${fail}`;
  expect((await told(page)).map((line) => line.includes('what would go wrong'))).toEqual([true, true, false]);
});

test('a table is not what a command prints that says what it changed', async () => {
  const page = '```\nkubectl delete pod web\n```\n\nA new one comes:\n\n```\nNAME   READY\nweb-2  1/1\n```\n';
  expect(await told(page)).toEqual(['2 command kubectl delete pod web', '8-9 output NAME   READY⏎web-2  1/1']);
});

describe('a word alone is an output where the sentence before announces one', () => {
  test.each([
    ['The output is:', ['2 command curl web → 7']],
    ['Output:', ['2 command curl web → 7']],
    ['Then ask the firewall:', ['2 command curl web', '7 command iptables']],
  ])('%s', async (sentence, expected) => {
    expect(await told(`${CURL}\n${sentence}\n\`\`\`\niptables\n\`\`\`\n`)).toEqual(expected);
  });

  test('a command with its arguments is one', async () => {
    const block = '```\nkubectl get pods\nNAME\n```\n';
    expect(await told(`${CURL}\nThe output is:\n${block}`)).toEqual([
      '2 command curl web',
      '7 command kubectl get pods → 8',
    ]);
  });
});

test.each([
  ['"REPLACE_WITH_KEY"', true],
  ['YOUR_DOMAIN # yours', true],
  ['REPLACED', false],
])('a manifest with the value %s', async (value, isSkipped) => {
  const page = `\`\`\`yaml\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  key: ${value}\n\`\`\`\n`;
  const [line = ''] = await told(page);
  expect(line.endsWith('is for the reader to replace)')).toBe(isSkipped);
});

describe('what shows how a fault looks is not run', () => {
  test.each([
    ['Errors such as the following indicate a problem:', true],
    ['You should see errors such as the following.', false],
  ])('%s', async (sentence, isSkipped) => {
    const block = '```\n$ curl db\ncurl: (6) Could not resolve host: db\n```\n';
    const lines = await told(`${CURL}\n${sentence}\n\n${block}\nor\n\n${block}`);
    expect(lines.slice(1).map((line) => line.includes('what would go wrong'))).toEqual([isSkipped, isSkipped]);
  });
});

test.each([
  ['[cluster] $ curl web', ['2 command [[cluster] $] curl web']],
  ['[INFO] # done with it', []],
])('a place in brackets as a prompt: %s', async (line, expected) => {
  expect(await told(`\`\`\`\n${line}\n\`\`\`\n`)).toEqual(expected);
});
