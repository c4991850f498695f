import { describe, expect, test } from 'vitest';
import { differencesOf, judged } from './comparison.fixture.ts';

describe('what older programs print in other words', () => {
  test.each<[string, string, string, string, readonly string[]]>([
    [
      'the heading of a history',
      'kubectl rollout history deploy/web',
      'deployments "web"\nREVISION  CHANGE-CAUSE\n1         <none>',
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>',
      [],
    ],
    [
      'the history of another',
      'kubectl rollout history deploy/web',
      'deployments "db"\nREVISION  CHANGE-CAUSE\n1         <none>',
      'deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>',
      ['10: it is not printed'],
    ],
    [
      'nothing found, said twice',
      'kubectl get svc db',
      'No resources found.\nError from server (NotFound): services "db" not found',
      'Error from server (NotFound): services "db" not found',
      [],
    ],
    [
      'nothing found, where something is',
      'kubectl get svc',
      'No resources found.',
      'NAME   TYPE   CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nfixed   NodePort   10.96.0.9   <none>   80:31080/TCP   1s',
      ['10: there is fixed'],
    ],
    [
      'the pods that the cluster runs for itself',
      'kubectl get ep kube-dns -n kube-system',
      'NAME  ENDPOINTS  AGE\nkube-dns  10.8.3.17:53,10.8.3.17:53  1h',
      'NAME       ENDPOINTS                                             AGE\nkube-dns   10.244.0.2:53,10.244.1.2:53,10.244.0.2:53 + 1 more...   0s',
      [],
    ],
    [
      'rules in another order of their options',
      'iptables-save',
      '-A KUBE-SEP-4SQFZS32ZVMTQEZV -s 10.7.0.3/32 -m comment --comment "default/web:" -j MARK --set-xmark 0x00004000/0x00004000',
      '-A KUBE-SEP-QHWUG6SOC7OJ2BZK -m comment --comment default/web -s {ip1} -j KUBE-MARK-MASQ',
      [],
    ],
    [
      'a rule that does something else',
      'iptables-save',
      '-A KUBE-SEP-4SQFZS32ZVMTQEZV -s 10.7.0.3/32 -m comment --comment "default/web:" -j DROP',
      '-A KUBE-SEP-QHWUG6SOC7OJ2BZK -m comment --comment default/web -s {ip1} -j KUBE-MARK-MASQ',
      ['10: it is not printed'],
    ],
    [
      'the server of a look-up without its line',
      'nslookup web',
      'Address 1: 10.7.0.10 kube-dns.kube-system.svc.cluster.local\n\nName: web\nAddress 1: 10.7.0.99',
      'Server: {dns}\nAddress: {dns}:53\n\nName: web.default.svc.cluster.local\nAddress: {vip}',
      [],
    ],
  ])('%s', (_, command, page, actual, expected) => {
    expect(differencesOf(judged(command, page, actual))).toEqual(expected);
  });

  test('names that no new line separates', () => {
    const command = 'wget -qO- a ; wget -qO- b';
    const page = 'web-632524106-bbpiw\nweb-632524106-ly40y';
    expect(differencesOf(judged(command, page, '{pod1}{pod2}'))).toEqual([]);
    expect(differencesOf(judged(command, `${page}\nweb-632524106-ly4xx`, '{pod1}{pod2}'))).not.toEqual([]);
  });
});
