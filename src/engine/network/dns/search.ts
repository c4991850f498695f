import type { RecordType, ResolvConf } from '../../model/index.ts';
import type { Ask, Attempt, Outcome } from './ask-servers.ts';
import { askServers } from './ask-servers.ts';
import type { Libc } from './libc-of.ts';
import { absoluteName, isWellFormed } from './names.ts';

/** All that was tried for one name, and how it ended. `skipped` says why the search list was not used in full. */
export interface Search {
  readonly outcome: Outcome;
  readonly attempts: readonly Attempt[];
  readonly skipped: Skipped;
}

type Skipped = 'enough-dots' | 'line-too-long' | 'nodata' | undefined;

interface Plan {
  readonly searches: readonly string[];
  readonly asIs: 'first' | 'last' | 'only';
  readonly skipped: Skipped;
}

/** As many nameservers as glibc and musl read (MAXNS). */
const MAX_NAMESERVERS = 3;

/** The nameservers that a client asks, in order: the first three of its resolv.conf, else its own machine. */
export function serversAsked({ nameservers }: ResolvConf): readonly string[] {
  return nameservers.length > 0 ? nameservers.slice(0, MAX_NAMESERVERS) : ['127.0.0.1'];
}

const MAX_NDOTS = 15;

/** The longest line that musl reads, its line feed included: longer ones are passed over (src/network/resolvconf.c). */
const MUSL_LINE = 255;

/**
 * Tries a name with the search list, as getaddrinfo does for addresses: all `types` of a name are asked before the
 * next name. `name` is well-formed.
 */
export function search(
  client: { readonly libc: Libc; readonly resolvConf: ResolvConf },
  name: string,
  types: readonly RecordType[],
  ask: Ask,
): Search {
  const plan = planOf(client.libc, client.resolvConf, name);
  const servers = { libc: client.libc, nameservers: serversAsked(client.resolvConf) };
  const attempt = (candidate: string): Attempt => askServers(servers, absoluteName(candidate), types, ask);
  const below = plan.searches.map((domain) => `${name}.${domain}`).filter(isWellFormed);
  if (client.libc === 'glibc') return searchGlibc(plan, name, below, attempt);
  return searchMusl(plan, [...below, name], attempt);
}

/** Which domains are put behind the name, and when it is tried as it is. */
function planOf(libc: Libc, conf: ResolvConf, name: string): Plan {
  if (name.endsWith('.')) return { searches: [], asIs: 'only', skipped: undefined };
  const enoughDots = name.split('.').length - 1 >= ndotsOf(conf);
  if (libc === 'glibc') return { searches: conf.searches, asIs: enoughDots ? 'first' : 'last', skipped: undefined };
  if (conf.searches.length === 0) return { searches: [], asIs: 'only', skipped: undefined };
  if (enoughDots) return { searches: [], asIs: 'only', skipped: 'enough-dots' };
  if (muslDrops(conf)) return { searches: [], asIs: 'only', skipped: 'line-too-long' };
  return { searches: conf.searches, asIs: 'last', skipped: undefined };
}

function muslDrops(conf: ResolvConf): boolean {
  return `search ${conf.searches.join(' ')}\n`.length > MUSL_LINE;
}

function ndotsOf(conf: ResolvConf): number {
  const values = conf.options.flatMap((option) => /^ndots:(\d+)/.exec(option)?.[1] ?? []);
  return Math.min(Number(values.at(-1) ?? 1), MAX_NDOTS);
}

// resolv/res_query.c __res_context_search: NXDOMAIN, NODATA and SERVFAIL go on, whatever else ends the list. The error
// that stays is that of the first try as is, else a NODATA, else a SERVFAIL, else the last.
function searchGlibc(plan: Plan, name: string, below: readonly string[], attempt: (name: string) => Attempt): Search {
  const attempts: Attempt[] = [];
  const run = (candidate: string): Outcome => {
    const tried = attempt(candidate);
    attempts.push(tried);
    return tried.outcome;
  };
  const ended = (outcome: Outcome): Search => ({ outcome, attempts, skipped: undefined });
  const first = plan.asIs === 'last' ? undefined : run(name);
  if (first === 'answered' || (first !== undefined && plan.asIs === 'only')) return ended(first);
  for (const candidate of below) {
    const outcome = run(candidate);
    if (outcome === 'answered' || outcome === 'rejected') return ended(outcome);
    if (outcome === 'timeout' || outcome === 'refused') break;
  }
  if (first !== undefined) return ended(first);
  const last = run(name);
  if (last === 'answered') return ended(last);
  const outcomes = attempts.map(({ outcome }) => outcome);
  return ended((['nodata', 'servfail'] as const).find((each) => outcomes.includes(each)) ?? last);
}

// src/network/lookup_name.c name_from_dns_search: only NXDOMAIN goes on.
function searchMusl(plan: Plan, candidates: readonly string[], attempt: (name: string) => Attempt): Search {
  const attempts: Attempt[] = [];
  for (const candidate of candidates) {
    const tried = attempt(candidate);
    attempts.push(tried);
    if (tried.outcome === 'nxdomain') continue;
    const early = tried.outcome === 'nodata' && attempts.length < candidates.length;
    return { outcome: tried.outcome, attempts, skipped: early ? 'nodata' : plan.skipped };
  }
  return { outcome: 'nxdomain', attempts, skipped: plan.skipped };
}
