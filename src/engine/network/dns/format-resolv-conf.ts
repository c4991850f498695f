import type { ResolvConf } from '../../model/index.ts';

/**
 * Prints a resolv.conf as the container runtimes write it: the search line first, then a line for each nameserver, the
 * options last (containerd internal/cri/server/podsandbox/sandbox_run_linux.go parseDNSOptions; CRI-O the same). Docker
 * has the nameservers first (Mirantis/cri-dockerd core/sandbox_helpers.go rewriteResolvFile, once the kubelet's dockershim).
 */
export function formatResolvConf(conf: ResolvConf, runtime: 'cri' | 'docker' = 'cri'): string {
  const servers = conf.nameservers.map((server) => `nameserver ${server}`);
  const searches = conf.searches.length > 0 ? [`search ${conf.searches.join(' ')}`] : [];
  const options = conf.options.length > 0 ? [`options ${conf.options.join(' ')}`] : [];
  const lines = runtime === 'docker' ? [...servers, ...searches] : [...searches, ...servers];
  return [...lines, ...options].map((line) => `${line}\n`).join('');
}

/**
 * Reads a resolv.conf as the kubelet does: nameservers add up, of search and options lines the last one counts, and
 * the search domain `.` is left out (kubernetes pkg/kubelet/network/dns/dns.go parseResolvConf).
 */
export function parseResolvConf(text: string): ResolvConf {
  const nameservers: string[] = [];
  let searches: readonly string[] = [];
  let options: readonly string[] = [];
  for (const line of text.split('\n')) {
    const [keyword, ...rest] = line.trim().split(/\s+/);
    if (keyword === 'nameserver' && rest[0] !== undefined) nameservers.push(rest[0]);
    if (keyword === 'search') searches = normalizeSearches(rest);
    if (keyword === 'options') options = rest;
  }
  return { nameservers, searches, options };
}

/** Drops `.` and the final dots, so that one domain counts once. */
export function normalizeSearches(searches: readonly string[]): readonly string[] {
  return searches.filter((each) => each !== '.').map((each) => (each.endsWith('.') ? each.slice(0, -1) : each));
}
