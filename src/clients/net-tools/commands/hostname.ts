import { NotModelled, podIPs, SetupError } from '../../../engine/model/index.ts';
import { hostnameOf } from '../../../engine/network/dns/index.ts';
import { isAddress } from '../dns-client.ts';
import { fromOf, type Machine } from '../machine.ts';
import { readOptions } from '../options.ts';
import { type CommandOutput, failed, printed } from '../output.ts';

const OPTIONS = {
  flags: ['-i --ip-address', '-I --all-ip-addresses', '-f --fqdn', '-s --short', '-d --domain'],
  values: [],
};

/** What the kernel calls the machine: `hostname`, and its addresses and other names (https://man7.org/linux/man-pages/man1/hostname.1.html). */
export function hostname(machine: Machine, args: readonly string[]): CommandOutput {
  const options = readOptions('hostname', args, OPTIONS);
  if (options.operands.length > 0) throw new SetupError('hostname changes nothing here');
  const { kernel, fqdn, domain, ips } = namesOf(machine);
  if (options.has('-I')) return printed(`${ips.map((ip) => `${ip} `).join('')}\n`);
  if (options.has('-i')) return addressesOf(machine, kernel);
  if (options.has('-f')) return printed(`${fqdn}\n`);
  if (options.has('-d')) return printed(`${domain ?? ''}\n`);
  return printed(`${options.has('-s') ? kernel.replace(/\..*/, '') : kernel}\n`);
}

interface Names {
  readonly kernel: string;
  readonly fqdn: string;
  readonly domain: string | undefined;
  readonly ips: readonly string[];
}

function namesOf({ view, client }: Machine): Names {
  if (client.kind === 'external') throw new NotModelled('what a client outside the cluster is called is not modelled');
  if (client.kind === 'node') {
    const { name } = client.node.ref;
    return { kernel: name, fqdn: name, domain: undefined, ips: view.nodeSpec(name)?.addresses ?? [] };
  }
  return { ...hostnameOf(view, client.pod), ips: podIPs(client.pod.object) };
}

/** The addresses that the name resolves to; the pod's own line in /etc/hosts has them. */
function addressesOf(machine: Machine, name: string): CommandOutput {
  const answers = ['A', 'AAAA'] as const;
  const found = answers.flatMap((type) =>
    machine.cluster.lookUp({ from: fromOf(machine.client), name, type }).answers.filter(isAddress),
  );
  if (found.length === 0) return failed(1, 'hostname: Name or service not known\n');
  return printed(`${found.map(({ data }) => data).join(' ')}\n`);
}
