import type { ResolvConf } from '../model/index.ts';

/**
 * Prints a resolv.conf as the container runtimes write it: the search line first, then a line for each nameserver, the
 * options last (containerd internal/cri/server/podsandbox/sandbox_run_linux.go parseDNSOptions; CRI-O the same).
 */
export function formatResolvConf(conf: ResolvConf): string {
  const lines = conf.nameservers.map((server) => `nameserver ${server}`);
  if (conf.searches.length > 0) lines.unshift(`search ${conf.searches.join(' ')}`);
  if (conf.options.length > 0) lines.push(`options ${conf.options.join(' ')}`);
  return lines.map((line) => `${line}\n`).join('');
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
