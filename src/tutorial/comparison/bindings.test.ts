import { describe, expect, test } from 'vitest';
import { differencesOf, filled, judged, TOKENS } from './comparison.fixture.ts';
import { Bindings } from './index.ts';

/** A page: commands with what it prints and what the cluster prints, in their order; the lines of each start at 10. */
function read(...steps: readonly (readonly [command: string, page: string, actual: string])[]) {
  let bindings = Bindings.NONE;
  const differences = steps.map(([command, page, actual]) => {
    const verdict = judged(command, page, actual, { bindings });
    bindings = verdict.bindings;
    return differencesOf(verdict);
  });
  return { bindings, differences };
}

const POD = (ip: string, name = 'client') =>
  `NAME  READY  STATUS  RESTARTS  AGE  IP\n${name}  1/1  Running  0  1m  ${ip}`;
const GET = 'kubectl get pods -o wide';

describe('tokens stand for each other from the first sight on', () => {
  test('an address that comes again', () => {
    const { differences } = read([GET, POD('172.17.0.7'), POD('{client}')], ['hostname -i', '172.17.0.7', '{client}']);
    expect(differences).toEqual([[], []]);
  });

  test('one thing with two addresses', () => {
    const { differences } = read([GET, POD('172.17.0.7'), POD('{client}')], [GET, POD('172.17.0.8'), POD('{client}')]);
    expect(differences).toEqual([
      [],
      ['11: IP: since line 11, the address of Pod default/client is 172.17.0.7, and here it is 172.17.0.8'],
    ]);
  });

  test('two things with one address', () => {
    const service = 'NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\nweb  NodePort  ADDR  <none>  80:{port}/TCP  1m';
    const { differences } = read(
      [GET, POD('172.17.0.7'), POD('{client}')],
      [
        'kubectl get svc web',
        service.replace('ADDR', '172.17.0.7').replace('{port}', '31000'),
        service.replace('ADDR', '{vip}'),
      ],
    );
    expect(differences[1]).toHaveLength(1);
  });

  test('what was deleted may come again with another address', () => {
    const { differences } = read(
      [GET, POD('172.17.0.7'), POD('{client}')],
      ['kubectl delete pod client', 'pod "client" deleted', 'pod "client" deleted from default namespace'],
      [GET, POD('172.17.0.8'), POD('{client}')],
    );
    expect(differences).toEqual([[], [], []]);
  });

  test('an address of something that was deleted may be of something else', () => {
    const { differences } = read(
      [GET, POD('172.17.0.7'), POD('{client}')],
      ['kubectl delete pod client', 'pod "client" deleted', 'pod "client" deleted'],
      [GET, POD('172.17.0.7', 'web-664452237-2r6sf'), POD('{ip1}', '{pod1}')],
    );
    expect(differences).toEqual([[], [], []]);
  });

  test('pods of one Deployment change places where a later line shows that they must', () => {
    const both = (a: string, b: string) => `${a}\n${b}`;
    const row = (name: string, ip: string) => `${name}  1/1  Running  0  1m  ${ip}`;
    const { differences, bindings } = read(
      [
        'kubectl get ep web',
        'NAME  ENDPOINTS\nweb  172.17.0.5:80,172.17.0.4:80',
        'NAME   ENDPOINTS\nweb    {ip1}:80,{ip2}:80',
      ],
      [
        'kubectl get pods -l app=web',
        'web-664452237-2r6sf  1/1  Running\nweb-664452237-hr532  1/1  Running',
        '{pod1}  1/1  Running\n{pod2}  1/1  Running',
      ],
      [
        GET,
        both(row('web-664452237-2r6sf', '172.17.0.4'), row('web-664452237-hr532', '172.17.0.5')),
        both(row('{pod1}', '{ip1}'), row('{pod2}', '{ip2}')),
      ],
      // From here on each address has its pod.
      [
        GET,
        both(row('web-664452237-2r6sf', '172.17.0.5'), row('web-664452237-hr532', '172.17.0.4')),
        both(row('{pod1}', '{ip1}'), row('{pod2}', '{ip2}')),
      ],
    );
    expect(differences.slice(0, 3)).toEqual([[], [], []]);
    expect(differences[3]).not.toEqual([]);
    const name = bindings.ofPage('name', 'web-664452237-2r6sf')?.cluster;
    expect(bindings.ofPage('address', '172.17.0.4')?.cluster).toBe(
      name === TOKENS['pod1'] ? TOKENS['ip1'] : TOKENS['ip2'],
    );
  });
});

describe('a command is asked with the tokens of the cluster', () => {
  const { bindings } = read(
    [GET, POD('172.17.0.7'), POD('{client}')],
    ['kubectl get pods', 'web-664452237-2r6sf  1/1  Running  0  1m\n...', '{pod1}  1/1  Running  0  1m'],
    [
      'kubectl get svc',
      'NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\nweb  NodePort  10.0.0.77  <none>  80:31608/TCP  1m',
      'NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE\nweb  NodePort  {vip}  <none>  80:{port}/TCP  1m',
    ],
  );
  test.each([
    ['curl 172.17.0.7', 'curl {client}'],
    ['curl http://172.17.0.7:80/index.html', 'curl http://{client}:80/index.html'],
    ['curl http://10.0.0.77:8080', 'curl http://{vip}:8080'],
    ['kubectl exec web-664452237-2r6sf -- hostname', 'kubectl exec {pod1} -- hostname'],
    ['kubectl delete pod/web-664452237-2r6sf', 'kubectl delete pod/{pod1}'],
    ['nslookup web-664452237-2r6sf.web.default.svc', 'nslookup {pod1}.web.default.svc'],
    ['curl node-1:31608', 'curl node-1:{port}'],
    ['netstat -natp | grep 31608', 'netstat -natp | grep {port}'],
    // Other words that hold a token stay as they are.
    ['curl 172.17.0.70', 'curl 172.17.0.70'],
    ['curl 1172.17.0.7', 'curl 1172.17.0.7'],
    ['kubectl get pod web', 'kubectl get pod web'],
    ['kubectl get pod web-664452237-2r6sfx', 'kubectl get pod web-664452237-2r6sfx'],
    ['curl client', 'curl client'],
  ])('%s', (page, cluster) => {
    expect(bindings.rewrite(page)).toBe(filled(cluster));
  });
});
