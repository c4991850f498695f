import { describe, test } from 'vitest';
import { CENTOS, check, guarded, kubeadm, minikube, type Row } from './commands.fixture.ts';

// The texts are those of the real programs: 7.88.1 and GNU Wget 1.21.3 on Debian 12, BusyBox by its sources.

describe('curl', () => {
  test.each<Row>([
    { client: 'deb', line: 'curl -sS http://nope', stderr: 'curl: (6) Could not resolve host: nope\n', status: 6 },
    { client: 'deb', line: 'curl -s http://nope', status: 6 },
    {
      client: 'deb',
      line: 'curl -sS http://localhost:9',
      stderr: "curl: (7) Failed to connect to localhost port 9 after 0 ms: Couldn't connect to server\n",
      status: 7,
    },
    {
      client: CENTOS,
      line: 'curl http://localhost:9',
      stderr: 'curl: (7) Failed connect to localhost:9; Connection refused\n',
      status: 7,
    },
    {
      client: 'deb',
      line: 'curl -sS -m 1 10.96.0.77',
      stderr: 'curl: (28) Connection timed out after 1001 milliseconds\n',
      status: 28,
    },
    {
      client: 'deb',
      line: 'curl -sS --connect-timeout 1 10.96.0.77:81',
      stderr: 'curl: (28) Failed to connect to 10.96.0.77 port 81 after 1001 ms: Timeout was reached\n',
      status: 28,
    },
    {
      client: 'deb',
      line: 'curl -sS -m 1.5 --connect-timeout 1 10.96.0.77',
      stderr: 'curl: (28) Failed to connect to 10.96.0.77 port 80 after 1001 ms: Timeout was reached\n',
      status: 28,
    },
    {
      client: 'deb',
      line: 'curl -sSf web:8080/x',
      stderr: 'curl: (22) The requested URL returned error: 404\n',
      status: 22,
    },
    { client: 'deb', line: 'curl -s -o /dev/null -w "%{http_code}\\n" localhost:9', stdout: '000\n', status: 7 },
    {
      client: 'deb',
      line: 'curl -s -o /dev/null -w "%{http_code} %{remote_ip}" web:8080/x',
      stdout: '404 10.96.0.77',
      status: 0,
    },
    { client: 'deb', line: 'curl -sI web:8080', stdout: /^HTTP\/1\.1 200 OK\r\n(?:.+\r\n)+\r\n$/, status: 0 },
    {
      client: 'deb',
      line: 'curl -sv web:8080',
      stdout: /Welcome/,
      stderr: /^\* {3}Trying 10\.96\.0\.77:8080\.\.\.\n/,
      status: 0,
    },
    { client: 'deb', line: 'curl -sS nope web:8080', stdout: /Welcome/, stderr: /^curl: \(6\)/, status: 0 },
    { client: 'deb', line: 'curl -sS http://', stderr: /^curl: \(3\)/, status: 3 },
    { client: 'deb', line: 'curl', stderr: /try 'curl --help'/, status: 2 },
    { client: 'deb', line: 'curl -s -o /dev/null http://api', status: 0 },
    { client: 'deb', line: 'curl -sS http://nobody', stderr: /^curl: \(7\)/, status: 7 },
    { client: 'an external client', line: 'curl -s 192.168.99.105:31608', stdout: /Welcome to nginx!/, status: 0 },
    { client: 'node minikube', line: 'curl -s 10.96.0.77:8080', stdout: /Welcome to nginx!/, status: 0 },
  ])('$client: $line', (row) => check(minikube, row));

  test('a drop without a time limit is the kernel’s to end', async () => {
    await check(guarded, {
      client: 'deb',
      line: 'curl -sS web:8080',
      stderr: "curl: (28) Failed to connect to web port 8080 after 127000 ms: Couldn't connect to server\n",
      status: 28,
    });
  });
});

describe('wget', () => {
  test.each<Row>([
    { client: 'bb', line: 'wget -q -O - nope', stderr: "wget: bad address 'nope'\n", status: 1 },
    {
      client: 'bb',
      line: 'wget -q -O - web:9',
      stderr: "wget: can't connect to remote host (10.96.0.77): Connection timed out\n",
      status: 1,
    },
    {
      client: 'bb',
      line: 'wget -q -O - nobody',
      stderr: "wget: can't connect to remote host (10.96.0.79): Connection refused\n",
      status: 1,
    },
    {
      client: 'alpine',
      line: 'wget -q -O - web:9',
      stderr: "wget: can't connect to remote host (10.96.0.77): Operation timed out\n",
      status: 1,
    },
    { client: 'bb', line: 'wget -qO- -T 2 web:9', stderr: 'wget: download timed out\n', status: 1 },
    {
      client: 'bb',
      line: 'wget -qO- web:8080/x',
      stderr: 'wget: server returned error: HTTP/1.1 404 Not Found\n',
      status: 1,
    },
    {
      client: 'bb',
      line: 'wget --spider web:8080',
      stderr: 'Connecting to web:8080 (10.96.0.77:8080)\nremote file exists\n',
      status: 0,
    },
    {
      client: 'bb',
      line: 'wget web:8080',
      stderr: /saving to 'index\.html'\nindex\.html {10} {0,}.*\n'index\.html' saved\n$/,
      status: 0,
    },
    { client: 'shoot', line: 'wget -qO- web:8080 | grep -c Welcome', stdout: '2\n', status: 0 },
    { client: 'shoot', line: 'wget -q -O /dev/null nobody', status: 4 },
    {
      client: 'shoot',
      line: 'wget -O- http://localhost:9',
      stderr:
        /^--.*--\s+http:\/\/localhost:9\/\nResolving localhost \(localhost\)\.\.\. 127\.0\.0\.1\nConnecting to localhost \(localhost\)\|127\.0\.0\.1\|:9\.\.\. failed: Connection refused\.\n$/,
      status: 4,
    },
    {
      client: 'shoot',
      line: 'wget -t 2 10.96.0.77:9',
      stderr: /Retrying\.\n\n--.*--\s+\(try: 2\)[\s\S]*Giving up\.\n\n$/,
      status: 4,
    },
    {
      client: 'shoot',
      line: 'wget nope',
      stderr: /failed: Name or service not known\.\nwget: unable to resolve host address ‘nope’\n$/,
      status: 4,
    },
    { client: 'shoot', line: 'wget -O /dev/null web:8080/x', stderr: / ERROR 404: Not Found\.\n\n$/, status: 8 },
  ])('$client: $line', (row) => check(minikube, row));
});

describe('names', () => {
  test.each<Row>([
    {
      client: 'bb',
      line: 'nslookup web.default.svc.cluster.local',
      stdout: /^Server:\t\t10\.96\.0\.10\nAddress:\t10\.96\.0\.10:53\n\nName:\tweb\..*\nAddress: 10\.96\.0\.77\n\n\n$/,
      status: 0,
    },
    {
      client: 'bb',
      line: 'nslookup web',
      stdout: /Address: 10\.96\.0\.77\n\n\*\* server can't find web\.svc\.cluster\.local: NXDOMAIN\n/,
      status: 1,
    },
    {
      client: 'bb',
      line: 'nslookup 10.96.0.77',
      stdout: /\n77\.0\.96\.10\.in-addr\.arpa\tname = web\.default\.svc\.cluster\.local\n\n$/,
      status: 0,
    },
    {
      client: 'bb',
      line: 'nslookup web.default.svc.cluster.local 10.96.0.77',
      stdout: ';; connection timed out; no servers could be reached\n\n',
      status: 1,
    },
    {
      client: 'shoot',
      line: 'nslookup web',
      stdout:
        /^Server:\t\t10\.96\.0\.10\nAddress:\t10\.96\.0\.10#53\n\nName:\tweb\.default\.svc\.cluster\.local\nAddress: 10\.96\.0\.77\n\n$/,
      status: 0,
    },
    {
      client: 'shoot',
      line: 'nslookup -type=SRV kubernetes.default',
      stdout: /service = 0 100 443 kubernetes\.default\.svc\.cluster\.local\.\n/,
      status: 0,
    },
    { client: 'shoot', line: 'dig +short web', status: 0 },
    { client: 'shoot', line: 'dig +search +short web', stdout: '10.96.0.77\n', status: 0 },
    {
      client: 'shoot',
      line: 'dig +noall +answer web.default.svc.cluster.local',
      stdout: 'web.default.svc.cluster.local. 30 IN\tA\t10.96.0.77\n',
      status: 0,
    },
    {
      client: 'shoot',
      line: 'dig +short -t PTR 77.0.96.10.in-addr.arpa',
      stdout: 'web.default.svc.cluster.local.\n',
      status: 0,
    },
    { client: 'shoot', line: 'host web', stdout: 'web.default.svc.cluster.local has address 10.96.0.77\n', status: 0 },
    { client: 'shoot', line: 'host nope', stdout: 'Host nope not found: 3(NXDOMAIN)\n', status: 1 },
    { client: 'deb', line: 'getent hosts web', stdout: '10.96.0.77      web.default.svc.cluster.local\n', status: 0 },
    { client: 'deb', line: 'getent hosts nope', status: 2 },
  ])('$client: $line', (row) => check(minikube, row));
});

describe('nc and ping', () => {
  test.each<Row>([
    { client: 'bb', line: 'nc -zv web 8080', stderr: 'web (10.96.0.77:8080) open\n', status: 0 },
    { client: 'bb', line: 'nc -zv localhost 9', status: 1 },
    {
      client: 'bb',
      line: 'nc -z -v -v localhost 9',
      stderr: 'nc: localhost (127.0.0.1:9): Connection refused\nsent 0, rcvd 0\n',
      status: 1,
    },
    { client: 'bb', line: 'nc -zv -w 1 web 9', stderr: 'nc: web (10.96.0.77:9): Connection timed out\n', status: 1 },
    { client: 'bb', line: 'nc -zv nope 80', stderr: "nc: bad address 'nope'\n", status: 1 },
    {
      client: 'bb',
      line: 'nc -zuv kube-dns.kube-system 53',
      stderr: 'kube-dns.kube-system (10.96.0.10:53) open\n',
      status: 0,
    },
    {
      client: 'shoot',
      line: 'nc -zv 10.96.0.77 8080',
      stderr: 'Connection to 10.96.0.77 8080 port [tcp/http-alt] succeeded!\n',
      status: 0,
    },
    {
      client: 'shoot',
      line: 'nc -zv localhost 9',
      stderr: 'nc: connect to localhost (127.0.0.1) port 9 (tcp) failed: Connection refused\n',
      status: 1,
    },
    {
      client: 'bb',
      line: 'ping -c 1 localhost',
      stdout: /^PING localhost \(127\.0\.0\.1\): 56 data bytes\n64 bytes from 127\.0\.0\.1: seq=0 /,
      status: 0,
    },
    {
      client: 'bb',
      line: 'ping -c 1 10.96.0.77',
      stdout: /1 packets transmitted, 0 packets received, 100% packet loss\n$/,
      status: 1,
    },
    { client: 'bb', line: 'ping -c 1 192.168.99.105', stdout: /1 packets received, 0% packet loss/, status: 0 },
    { client: 'shoot', line: 'ping -c 2 nope', stderr: 'ping: nope: Name or service not known\n', status: 2 },
    {
      client: 'shoot',
      line: 'ping -c 3 10.96.0.77',
      stdout: /3 packets transmitted, 0 received, 100% packet loss, time 2000ms\n$/,
      status: 1,
    },
  ])('$client: $line', (row) => check(minikube, row));

  test('a pod answers a ping, unless a policy isolates it', async () => {
    const ip = kubeadm.get('Pod', 'default').find(({ metadata }) => metadata.name === 'web')?.status?.podIP;
    await check(kubeadm, { client: 'bb', line: `ping -c 1 ${ip}`, stdout: /1 packets received/, status: 0 });
    await check(guarded, { client: 'bb', line: `ping -c 1 ${ip}`, stdout: /100% packet loss/, status: 1 });
  });
});
