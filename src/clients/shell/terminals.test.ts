import { describe, expect, test } from 'vitest';
import { HOST, type Place, Terminals } from './index.ts';
import { painted } from './terminals.fixture.ts';

const BB: Place = { kind: 'pod', namespace: 'default', name: 'bb' };
const DEB: Place = { kind: 'pod', namespace: 'default', name: 'deb' };
const NODE: Place = { kind: 'node', name: 'minikube' };

interface Line {
  readonly at?: Place;
  readonly run: string;
  readonly out?: string | RegExp;
  readonly status?: number | 'unknown';
  readonly tells?: object;
}

async function follow(lines: readonly Line[], terminals = new Terminals({ cluster: painted })): Promise<Terminals> {
  for (const { at = HOST, run, out, status = 0, tells = {} } of lines) {
    const result = await terminals.run(at, run);
    if (typeof out === 'string') expect({ run, output: result.output }).toEqual({ run, output: out });
    else if (out !== undefined) expect(result.output).toMatch(out);
    expect({ run, status: result.status }).toEqual({ run, status });
    expect(result).toMatchObject(tells);
  }
  return terminals;
}

const notModelled = (reason: string) => ({ notModelled: { reason: expect.stringContaining(reason) } });

describe('a shell', () => {
  test.each<{ rule: string; lines: readonly Line[] }>([
    {
      rule: 'keeps variables, arrays, functions, options and its folder',
      lines: [
        { run: 'x=5; y=(a b); f() { echo "$1!"; }; cd /tmp; set -o pipefail', out: '' },
        { run: 'f $x${y[1]}; pwd; false | true', out: '5b!\n/tmp\n', status: 1 },
        { run: 'echo $?', out: '1\n' },
      ],
    },
    {
      rule: 'has each its own files and variables',
      lines: [
        { run: 'x=1; echo a > /tmp/f' },
        {
          at: BB,
          run: 'cat /tmp/f; echo "[$x]"',
          out: 'cat: /tmp/f: No such file or directory\n[]\n',
        },
      ],
    },
    {
      rule: 'that is left keeps its files, and no variables',
      lines: [
        { at: BB, run: 'x=1; echo a > /tmp/f' },
        { at: BB, run: 'exit 3', status: 3, tells: { left: true } },
        { at: BB, run: 'cat /tmp/f; echo "[$x]"', out: 'a\n[]\n' },
      ],
    },
    {
      rule: 'ends where set -e says so',
      lines: [{ run: 'x=1' }, { run: 'set -e; false; echo no', out: '', status: 1, tells: { left: true } }],
    },
    {
      rule: 'that was cut off goes on as it was',
      lines: [
        { run: 'x=1; echo one >> f' },
        { run: 'x=2; while :; do echo a; done', out: /^(a\n){100}/, status: 130, tells: { endless: true } },
        { run: 'echo $x; cat f', out: '1\none\n' },
      ],
    },
    {
      rule: 'is not hurt by what is no statement',
      lines: [
        { run: 'x=1' },
        {
          run: 'echo "',
          status: 2,
          out: 'bash: unexpected EOF while looking for matching `"\'\n',
          tells: { invalid: expect.any(String) },
        },
        { run: 'echo $x', out: '1\n' },
      ],
    },
    {
      rule: 'in a shell is left into the outer one',
      lines: [
        { run: 'x=1' },
        { run: 'bash', tells: { entered: HOST } },
        { run: 'exit', tells: { left: true } },
        { run: 'echo $x', out: '1\n' },
      ],
    },
  ])('$rule', async ({ lines }) => {
    await follow(lines);
  });

  test.each<Line>([
    { at: BB, run: 'echo $COLOR; hostname; printenv COLOR', out: 'red\nbb\nred\n', status: 0 },
    { at: BB, run: 'jq .', out: 'sh: jq: not found\n', status: 127 },
    { at: BB, run: 'which wget curl', out: '/usr/bin/wget\n', status: 1 },
    { at: BB, run: 'echo $SECRET', tells: notModelled('not in the manifests') },
    { at: BB, run: 'cat /etc/passwd', status: 1, tells: notModelled('/etc/passwd') },
    { at: BB, run: 'ls /etc', tells: notModelled('/etc') },
    { at: BB, run: 'ls /tmp', out: '' },
    { at: DEB, run: 'wget x', out: 'bash: wget: command not found\n', status: 127 },
    {
      at: { ...DEB, container: 'side' } as Place,
      run: 'curl x',
      tells: notModelled('whether image shop/side has curl'),
    },
    { at: NODE, run: 'hostname; iptables-save | grep -c paint', out: /^minikube\n\d+\n$/ },
    { run: 'date', out: 'Mon Jan  1 00:00:00 UTC 2024\n' },
    { run: 'sleep 1000; minikube ip', out: '192.168.99.105\n' },
    { run: 'echo \'{"a": [1, 2]}\' | jq ".a[1]"', out: '2\n' },
    { run: 'python3 -c "print(1)"', tells: notModelled('no other language') },
    { run: 'curl https://example.com/', status: 'unknown' },
    { run: 'cat <<EOF\na', out: "bash: warning: here-document delimited by end-of-file (wanted `EOF')\na\n" },
  ])('$at.kind $run', async (line) => {
    await follow([line]);
  });
});

describe('what goes beyond the model', () => {
  test.each<{ rule: string; lines: readonly Line[] }>([
    {
      rule: 'is taken for done, and what it printed is unknown from then on',
      lines: [
        { run: 'az login && ID=$(az account show) && echo next', out: 'next\n', tells: notModelled('az login') },
        { run: 'echo $ID', out: '', tells: notModelled('$ID is not known') },
        { run: 'ID=1; echo $ID', out: '1\n' },
        { run: 'echo $ID', out: '1\n' },
      ],
    },
    {
      rule: 'editors are for persons',
      lines: [{ run: 'vim a.yaml', tells: { skipped: expect.stringContaining('editor') } }],
    },
    {
      rule: 'a question is for a person, unless somebody has answered it',
      lines: [
        { run: 'read -p "name? " n', tells: { skipped: expect.stringContaining('type') } },
        { run: 'echo $n', tells: notModelled('$n is not known') },
        { run: 'echo joe | while read n; do echo "hi $n"; done', out: 'hi joe\n' },
      ],
    },
  ])('$rule', async ({ lines }) => {
    await follow(lines);
  });
});

describe('a shell is entered by', () => {
  const pod = { kind: 'pod', namespace: 'default', name: 'bb', container: 'bb' };
  test.each<{ run: string; entered?: object; out?: string | RegExp; status?: number }>([
    { run: 'kubectl exec -it bb -- sh', entered: pod },
    { run: 'kubectl exec -ti bb -- /bin/sh', entered: pod },
    { run: 'kubectl exec -it deb -- bash', entered: { kind: 'pod', name: 'deb', container: 'deb' } },
    { run: 'kubectl exec bb -- sh', out: '' },
    {
      run: 'kubectl exec -it bb -- bash',
      out: /bash: not found\ncommand terminated with exit code 127\n/,
      status: 127,
    },
    { run: 'kubectl exec -it bb -- sh -c "hostname"', out: 'bb\n' },
    { run: 'echo hostname | kubectl exec -i bb -- sh', out: 'bb\n' },
    { run: 'kubectl exec bb -- cat /nowhere/x 2>/dev/null || echo no', out: 'no\n' },
    { run: 'kubectl run t --rm -it --image=busybox -- sh', entered: { kind: 'pod', name: 't', removedOnExit: true } },
    { run: 'kubectl run t -it --image=busybox', entered: { kind: 'pod', name: 't' } },
    { run: 'kubectl run t -it --image=ubuntu --command -- bash', entered: { kind: 'pod', name: 't' } },
    {
      run: 'kubectl run t --rm -i --image=curlimages/curl -- -s http://blue-is-nowhere',
      out: 'pod "t" deleted\npod default/t terminated (Error)\n',
      status: 6,
    },
    { run: 'kubectl run t --rm -i --image=busybox --restart=Never -- hostname', out: 't\npod "t" deleted\n' },
    { run: 'kubectl run t --rm -it --image=shop/api', entered: undefined as never },
    {
      run: 'kubectl run t -t --image=busybox',
      out: 'error: -i/--stdin is required for containers with -t/--tty=true\n',
      status: 1,
    },
    {
      run: 'kubectl run t --rm --image=busybox',
      out: 'error: --rm should only be used for attached containers\n',
      status: 1,
    },
    { run: 'minikube ssh', entered: NODE },
    { run: 'minikube ssh -- hostname', out: 'minikube\n' },
    { run: 'ssh docker@192.168.99.105', entered: NODE },
    { run: 'ssh -i key minikube hostname', out: 'minikube\n' },
    { run: 'docker exec -it minikube bash', entered: NODE },
  ])('$run', async ({ run, entered, out, status = 0 }) => {
    const result = await new Terminals({ cluster: painted }).run(HOST, run);
    if (entered === undefined) expect(result.entered).toBeUndefined();
    else expect(result.entered).toMatchObject(entered);
    if (typeof out === 'string') expect(result.output).toBe(out);
    else if (out !== undefined) expect(result.output).toMatch(out);
    expect(result.status).toBe(status);
  });

  test('and leaving one of --rm removes its pod', async () => {
    const terminals = new Terminals({ cluster: painted });
    const { entered } = await terminals.run(HOST, 'kubectl run t --rm -it --image=busybox -- sh');
    expect(terminals.cluster.view.get('Pod', 't', 'default')).toBeDefined();
    if (entered === undefined) throw new Error('nothing was entered');
    expect(await terminals.run(entered, 'exit')).toMatchObject({ left: true });
    expect(await terminals.leave(entered)).toBe('pod "t" deleted\n');
    expect(terminals.cluster.view.get('Pod', 't', 'default')).toBeUndefined();
  });
});

describe('files', () => {
  test('that the shell wrote are what kubectl reads, before those of the project', async () => {
    const files = {
      read: async (path: string) =>
        path === 'b.yaml'
          ? ({ kind: 'file', text: '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}' } as const)
          : undefined,
    };
    await follow(
      [
        { run: 'mkdir -p d && cat > d/a.yaml <<EOF\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\nEOF' },
        {
          run: 'kubectl apply -f d/a.yaml && (cd d; kubectl apply -f a.yaml)',
          out: 'configmap/a created\nconfigmap/a unchanged\n',
        },
        { run: 'kubectl apply -f d', out: 'configmap/a unchanged\n' },
        { run: 'kubectl create -f b.yaml', out: 'configmap/b created\n' },
        { run: 'grep -o ConfigMap b.yaml', out: 'ConfigMap\n' },
        { run: 'sed s/b/c/ b.yaml | kubectl create -f -', out: /created/ },
        { run: 'kubectl create -f nowhere.yaml', out: 'error: the path "nowhere.yaml" does not exist\n', status: 1 },
      ],
      new Terminals({ cluster: painted, files }),
    );
  });

  test('are written by curl and wget, and names by whoever writes /etc/hosts', async () => {
    const urls = (url: string) => (url === 'https://k8s.io/a.yaml' ? 'kind: A\n' : undefined);
    await follow(
      [
        { run: 'curl -sLO https://k8s.io/a.yaml; cat a.yaml', out: 'kind: A\n' },
        { run: 'wget -qO b.yaml https://k8s.io/a.yaml; cat b.yaml', out: 'kind: A\n' },
        { run: 'echo "$(minikube ip) paint.local" | sudo tee -a /etc/hosts > /dev/null' },
        { run: 'curl -s -o page paint.local:30080; cat page', out: 'blue\n' },
      ],
      new Terminals({ cluster: painted, urls }),
    );
  });
});

describe('chance', () => {
  const outputs = async (run: string) => {
    const terminals = new Terminals({ cluster: painted });
    await terminals.run(BB, 'n=7; echo start > /tmp/log');
    const result = await terminals.run(BB, run);
    const others = await result.alternatives();
    const after = await terminals.run(BB, 'cat /tmp/log; echo $n');
    return { all: [result, ...others].map(({ output }) => output), after: after.output };
  };

  test.each([
    { run: 'wget -qO- paint', all: ['blue\n', 'green\n'] },
    {
      run: 'for i in 1 2; do wget -qO- paint; done',
      all: ['blue\nblue\n', 'blue\ngreen\n', 'green\nblue\n', 'green\ngreen\n'],
    },
    { run: 'c=$(wget -qO- paint); echo $n$c', all: ['7blue\n', '7green\n'] },
    { run: 'hostname', all: ['bb\n'] },
  ])('$run', async ({ run, all }) => {
    const found = await outputs(run);
    expect(found.all.toSorted()).toEqual(all);
    expect(found.after).toBe('start\n7\n');
  });

  test('changes nothing but in the copy', async () => {
    const { all, after } = await outputs('wget -qO- paint | tee -a /tmp/log');
    expect(all.toSorted()).toEqual(['blue\n', 'green\n']);
    expect(after).toBe('start\nblue\n7\n');
  });
});
