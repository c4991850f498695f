import type { Cidr, ClusterSpec, FieldPath } from '../../model/index.ts';
import { contains, formatAddress, formatCidr, parseAddress } from '../../model/index.ts';
import type { ClusterProblem } from '../problem.ts';
import { checkAddress, readCidrs } from './cidrs.ts';
import { isServiceName, isSubdomain } from './formats.ts';
import { checkLabels } from './labels.ts';

const DNS: FieldPath = ['spec', 'dns'];

/** Checks the DNS Service's name and address, the cluster domain, and the name servers. */
export function* checkDns({ dns, network }: ClusterSpec): Generator<ClusterProblem> {
  // Without a trailing dot, as kubeadm demands (cmd/kubeadm/app/apis/kubeadm/validation).
  if (!isSubdomain(dns.domain)) {
    const hint = 'it is written like cluster.local';
    yield { path: [...DNS, 'domain'], code: 'name-malformed', message: `"${dns.domain}" is no DNS domain`, hint };
  }
  if (!isServiceName(dns.name)) {
    yield { path: [...DNS, 'name'], code: 'name-malformed', message: `"${dns.name}" is no name for a Service` };
  }
  if (!isServiceName(dns.namespace)) {
    yield {
      path: [...DNS, 'namespace'],
      code: 'name-malformed',
      message: `"${dns.namespace}" is no name for a namespace`,
    };
  }
  yield* checkLabels(dns.labels, [...DNS, 'labels']);
  if (dns.installed && dns.address !== dns.serviceIP) yield* checkAddress(dns.address, [...DNS, 'address']);
  const services = readCidrs(network.serviceCIDRs);
  if (dns.installed && services.length > 0) yield* checkServiceIP(dns.serviceIP, services);
  yield* checkNameservers(dns.nodeResolvConf.nameservers, [...DNS, 'nodeResolvConf', 'nameservers']);
  yield* checkNameservers(dns.extraNameservers, [...DNS, 'extraNameservers']);
}

/** The first address of a range is the API server's own Service; the network's and the broadcast address are nobody's. */
function* checkServiceIP(text: string, services: readonly Cidr[]): Generator<ClusterProblem> {
  const path = [...DNS, 'serviceIP'];
  yield* checkAddress(text, path);
  const address = parseAddress(text);
  if (address === undefined) return;
  const range = services.find((each) => contains(each, address));
  if (range === undefined) {
    const ranges = services.map(formatCidr).join(' and ');
    yield { path, code: 'dns-ip-outside', message: `the DNS Service's address ${text} is outside of ${ranges}` };
    return;
  }
  const hint = `by custom it is the tenth address: ${formatAddress({ ...address, value: range.first + 10n })}`;
  const { value } = address;
  if (value === range.first + 1n) {
    const message = `${text} is the address of the API server's Service, default/kubernetes`;
    yield { path, code: 'dns-ip-taken', message, hint };
  } else if (value === range.first || (range.family === 4 && value === range.last)) {
    yield { path, code: 'dns-ip-outside', message: `${text} is not an address that a Service can have`, hint };
  }
}

function* checkNameservers(nameservers: readonly string[], path: FieldPath): Generator<ClusterProblem> {
  for (const [index, text] of nameservers.entries()) yield* checkAddress(text, [...path, index]);
}
