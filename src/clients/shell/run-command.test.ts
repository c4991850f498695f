import { describe, expect, test } from 'vitest';
import { Cluster } from '../../api/index.ts';
import { CENTOS, check, kubeadm, minikube, type Row } from '../net-tools/commands.fixture.ts';
import { runCommand } from './run-command.ts';

describe('the machine itself', () => {
  test.each<Row>([
    { client: CENTOS, line: 'hostname', stdout: 'duo\n', status: 0 },
    { client: 'node minikube', line: 'hostname', stdout: 'minikube\n', status: 0 },
    { client: 'bb', line: 'hostname -i', stdout: /^172\.17\.0\.\d+\n$/, status: 0 },
    {
      client: 'bb',
      line: 'cat /etc/hostname /etc/resolv.conf',
      stdout: /^bb\n[\s\S]*nameserver 10\.96\.0\.10\n/,
      status: 0,
    },
    {
      client: 'bb',
      line: 'ifconfig eth0',
      stdout:
        /^eth0 {6}Link encap:Ethernet {2}HWaddr 02:42:AC:11:00:0\d {2}\n {10}inet addr:172\.17\.0\.\d+ {2}Bcast:172\.17\.255\.255 {2}Mask:255\.255\.0\.0\n/,
      status: 0,
    },
    {
      client: 'bb',
      line: 'ifconfig eth1',
      stderr: 'ifconfig: eth1: error fetching interface information: Device not found\n',
      status: 1,
    },
    {
      client: 'container server in pod duo',
      line: 'ifconfig lo',
      stdout: /^lo: flags=73<UP,LOOPBACK,RUNNING> {2}mtu 65536\n {8}inet 127\.0\.0\.1 {2}netmask 255\.0\.0\.0\n/,
      status: 0,
    },
    {
      client: 'shoot',
      line: 'ip -4 addr show eth0',
      stdout:
        /^2: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 .*\n.*\n {4}inet 172\.17\.0\.\d+\/16 brd 172\.17\.255\.255 scope global eth0\n/,
      status: 0,
    },
    { client: 'shoot', line: 'ip a s nope', stderr: 'Device "nope" does not exist.\n', status: 1 },
    {
      client: 'bb',
      line: 'ip route',
      stdout:
        /^default via 172\.17\.0\.1 dev eth0 \n172\.17\.0\.0\/16 dev eth0 proto kernel scope link src 172\.17\.0\.\d+ \n$/,
      status: 0,
    },
    { client: 'node minikube', line: 'ip addr show docker0', stdout: /inet 172\.17\.0\.1\/16 /, status: 0 },
    {
      client: CENTOS,
      line: 'netstat -tlnp',
      stdout: /\ntcp {8}0 {6}0 0\.0\.0\.0:80 {14}0\.0\.0\.0:\* {15}LISTEN {6}- {19}\n$/,
      status: 0,
    },
    { client: 'bb', line: 'printenv WEB_SERVICE_HOST', stdout: '10.96.0.77\n', status: 0 },
    { client: 'bb', line: 'printenv NOPE', status: 1 },
    { client: 'bb', line: 'sh -c "cat /etc/hostname"', stdout: 'bb\n', status: 0 },
    { client: 'bb', line: 'wget -qO- $WEB_SERVICE_HOST:$WEB_SERVICE_PORT | grep -q Welcome', status: 0 },
    { client: 'bb', line: 'curl web', stderr: 'sh: curl: not found\n', status: 127 },
    { client: 'container server in pod duo', line: 'curl web', stderr: 'bash: curl: command not found\n', status: 127 },
    { client: 'bb', line: 'wget -q nope 2>&1 | grep address', stdout: "wget: bad address 'nope'\n", status: 0 },
    { client: 'bb', line: 'wget -q nope | grep address', stderr: "wget: bad address 'nope'\n", status: 1 },
  ])('$client: $line', (row) => check(minikube, row));

  test.each([
    { cluster: minikube, found: /^tcp6 +0 +0 :::31608 +:::\* +LISTEN +1\/kube-proxy\s*$/, status: 0 },
    { cluster: kubeadm, found: /^$/, status: 1 },
  ])('kube-proxy holds node ports open until 1.24: $status', async ({ cluster, found, status }) => {
    const node = cluster.view.list('Node').at(-1)?.ref.name;
    await check(cluster, { client: `node ${node}`, line: 'netstat -natp | grep 31608', stdout: found, status });
  });
});

test.each([
  { client: 'bb', line: 'tcpdump -i eth0', says: 'the command "tcpdump" is not simulated' },
  { client: 'bb', line: 'wget --zap web', says: 'wget --zap is not simulated' },
  { client: 'bb', line: 'ping web', says: 'ping without -c never ends' },
  { client: 'bb', line: 'cat /etc/passwd', says: '/etc/passwd' },
  { client: 'bb', line: 'hostname; tcpdump', says: 'the command "tcpdump" is not simulated' },
  { client: 'bb', line: 'wget $SECRET', says: 'not in the manifests' },
  { client: CENTOS, line: 'yum install -y net-tools', says: 'installs no packages' },
  { client: 'deb', line: 'apt-get update', says: 'installs no packages' },
  { client: 'api', line: 'curl web', says: 'whether image shop/api has curl is not known' },
  { client: 'bb', line: 'sh', says: 'an interactive shell is not simulated' },
  { client: 'node minikube', line: 'ifconfig', says: 'not all modelled' },
  { client: 'an external client', line: 'hostname', says: 'not modelled' },
  { client: 'nope', line: 'hostname', says: 'no pod or workload named "nope"' },
])('$client: $line is an error, never a silent success', async ({ client, line, says }) => {
  await expect(runCommand(minikube, { client, command: line })).rejects.toThrow(
    expect.objectContaining({ name: 'SetupError', message: expect.stringContaining(says) }),
  );
});

test('what nobody knows is said, not guessed', async () => {
  const told = await runCommand(minikube, { client: 'deb', command: 'curl -s api' });
  expect(told).toMatchObject({ stdout: '', status: 0, unknown: expect.stringContaining('shop/api') });
  expect((await runCommand(minikube, { client: 'bb', command: 'wget -qO- api' })).status).toBe('unknown');
  expect((await runCommand(minikube, { client: 'deb', command: 'curl -s 198.51.100.7' })).status).toBe('unknown');
  expect((await runCommand(minikube, { client: 'bb', command: 'env' })).unknown).toContain('SECRET');
});

test('the sockets of a container of which nobody knows them are an error, and those of one that declares ports are not', async () => {
  const sockets = async (ports: string) => {
    const yaml = `{apiVersion: v1, kind: Pod, metadata: {name: web, annotations: {curlew.dev/tools: net-tools}}, spec: {containers: [{name: c, image: shop/api, ports: ${ports}}]}}`;
    return (await runCommand(Cluster.of({ yaml }), { client: 'web', command: 'netstat -tln' })).stdout;
  };
  await expect(sockets('[]')).rejects.toThrow('what container c listens on is not known');
  expect(await sockets('[{containerPort: 81}]')).toContain(':81 ');
});

test('where the real system chooses, every outcome is there', async () => {
  const result = await runCommand(minikube, { client: 'bb', command: 'wget -qO- paint' });
  const outputs = [result, ...result.alternatives].map(({ stdout }) => stdout).sort();
  expect(outputs).toEqual(['blue\n', 'green\n']);
  expect((await runCommand(minikube, { client: 'bb', command: 'wget -qO- web:8080' })).alternatives).toEqual([]);
});

test('the words of one command are quoted', async () => {
  const { stdout } = await runCommand(minikube, { client: 'bb', command: ['cat', '/etc/hostname'] });
  expect(stdout).toBe('bb\n');
});
