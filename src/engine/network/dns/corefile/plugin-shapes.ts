import { forwardTarget } from './forward-target.ts';
import {
  address,
  amount,
  anyCaseRcode,
  cidr,
  domainName,
  duration,
  hostPort,
  integer,
  oneOf,
  pattern,
  queryClass,
  queryType,
  rcode,
  unsigned,
  type WordCheck,
} from './go-values.ts';
import { ANY, atLeast, atMost, between, NONE, one, type PluginShape } from './plugin-shape.ts';

const count = integer(0);
const positive = integer(1);
const wait = duration(0);

/** Go's text/template, as far as its braces go. */
const goTemplate: WordCheck = (word) =>
  word.replaceAll(/\{\{.*?\}\}/gs, '').includes('{{')
    ? `could not compile template: ${word}, unclosed action`
    : undefined;

/** A zone, or a block of addresses. */
const zone: WordCheck = (word) => (word.includes('/') ? undefined : domainName(word));

/** A word of `health_check` behind the interval. */
const checkOption: WordCheck = (word) => (word === 'no_rec' || word === 'domain' ? undefined : domainName(word));

const CACHED = between(1, Number.POSITIVE_INFINITY, integer(), positive, count, undefined);

/** `cache 30 example.org`: a first word that is a number is a TTL. */
const cacheWord: WordCheck = (word) => (/^[+-]?\d+$/.test(word) ? positive(word) : undefined);

const percent: WordCheck = (word) =>
  /%$/.test(word) ? integer(10, 90)(word.slice(0, -1)) : `${word} is no percentage`;

/**
 * What CoreDNS' plugins demand of their lines (coredns 1.15 `plugin/NAME/setup.go`), by directive. Whoever answers reads its
 * lines itself, and finds in them what these tables let through.
 */
export const SHAPES: Readonly<Record<string, PluginShape>> = {
  any: { words: ANY },
  bind: { words: atLeast(1), properties: { except: atLeast(1) } },
  bufsize: { words: atMost(1, integer(512, 4096)) },
  cache: {
    words: { least: 0, most: Number.POSITIVE_INFINITY, each: [cacheWord, undefined] },
    once: true,
    properties: {
      success: CACHED,
      denial: CACHED,
      prefetch: between(1, 3, count, duration(), percent),
      serve_stale: atMost(5, wait, oneOf('immediate', 'verify'), wait, wait, wait),
      serve_stale_policy: one(oneOf('prefer_positive')),
      servfail: one(duration(0, 300)),
      disable: atLeast(1, oneOf('success', 'denial'), undefined),
      keepttl: NONE,
    },
  },
  cancel: { words: atMost(1, wait) },
  debug: { words: NONE },
  errors: {
    words: atMost(1, oneOf('stdout')),
    once: true,
    properties: {
      stacktrace: ANY,
      consolidate: between(2, 4, duration(), pattern, oneOf('warning', 'error', 'info', 'debug', 'show_first')),
    },
  },
  forward: {
    words: atLeast(2, zone, forwardTarget),
    properties: {
      except: atLeast(1),
      max_fails: one(unsigned),
      max_connect_attempts: one(unsigned),
      health_check: atLeast(1, wait, checkOption),
      force_tcp: NONE,
      prefer_udp: NONE,
      tls: atMost(3),
      tls_servername: one(),
      expire: one(wait),
      max_age: one(wait),
      max_idle_conns: one(count),
      read_timeout: one(duration(1e-9)),
      doh_method: one(oneOf('GET', 'POST')),
      policy: one(oneOf('random', 'round_robin', 'sequential')),
      max_concurrent: one(count),
      next: atLeast(1, anyCaseRcode),
      next_on_nodata: NONE,
      failfast_all_unhealthy_upstreams: NONE,
      failover: atLeast(
        1,
        (word) => anyCaseRcode(word) ?? (/^noerror$/i.test(word) ? 'NoError cannot be used' : undefined),
      ),
      resolver: atLeast(1, (word) => address(word.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1'))),
      source_address: one(address),
    },
  },
  header: {
    words: ANY,
    properties: {
      query: atLeast(2, oneOf('set', 'clear'), undefined),
      response: atLeast(2, oneOf('set', 'clear'), undefined),
    },
  },
  health: { words: atMost(1, hostPort), properties: { lameduck: one(duration()) } },
  hosts: {
    words: ANY,
    once: true,
    data: true,
    properties: {
      fallthrough: ANY,
      fallthrough_unsupported: NONE,
      no_reverse: ANY,
      ttl: atLeast(1, integer(1, 65_535), undefined),
      reload: one(wait),
    },
  },
  kubernetes: {
    words: ANY,
    once: true,
    removed: ['upstream', 'resyncperiod', 'transfer'],
    properties: {
      endpoint_pod_names: NONE,
      pods: one(),
      namespaces: atLeast(1),
      endpoint: atLeast(1),
      tls: between(3, 3),
      labels: atLeast(1),
      namespace_labels: atLeast(1),
      fallthrough: ANY,
      ttl: atLeast(1, integer(), undefined),
      noendpoints: NONE,
      zonal: NONE,
      ignore: ANY,
      kubeconfig: between(1, 2),
      multicluster: ANY,
      startup_timeout: atLeast(1, duration(), undefined),
      apiserver_qps: one(amount),
      apiserver_burst: one(count),
      apiserver_max_inflight: one(count),
    },
  },
  loadbalance: {
    words: atMost(2, oneOf('round_robin', 'weighted'), undefined),
    properties: { prefer: atLeast(0, cidr), reload: one(duration()) },
  },
  local: { words: ANY },
  log: { words: ANY, properties: { class: atLeast(1, oneOf('all', 'success', 'denial', 'error')) } },
  loop: { words: NONE, once: true },
  metadata: { words: ANY, once: true, properties: {} },
  minimal: { words: NONE },
  multisocket: { words: atMost(1, positive) },
  nsid: { words: ANY, once: true },
  pprof: { words: atMost(1, hostPort), once: true, properties: { block: atMost(1, integer()) } },
  prometheus: { words: atMost(1, hostPort), once: true },
  ready: { words: atMost(1, hostPort), once: true, properties: { monitor: one(oneOf('until-ready', 'continuously')) } },
  reload: {
    words: atMost(2, duration(2), (word) => (/^0([a-zµ]+)?$/.test(word) ? duration()(word) : duration(1)(word))),
  },
  root: { words: one() },
  template: {
    words: atLeast(2, queryClass, queryType, undefined),
    properties: {
      match: atLeast(1, pattern),
      answer: atLeast(1, goTemplate),
      additional: atLeast(1, goTemplate),
      authority: atLeast(1, goTemplate),
      var: atLeast(2),
      expr: atLeast(1),
      rcode: one(rcode),
      ederror: between(1, 2, unsigned, undefined),
      fallthrough: ANY,
      upstream: ANY,
    },
  },
};
