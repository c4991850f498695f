import type { ClusterView, ConfigMap, Resource } from '../../../model/index.ts';
import { compareText, parseAddress } from '../../../model/index.ts';
import { builtinText, type ConfigText, configMapText, type Place } from './config-text.ts';
import { defaultCorefile } from './default-corefiles.ts';
import type { Fault } from './fault.ts';
import type { Directive, ParsedCorefile, WrittenBlock } from './parse-corefile.ts';
import { parseCorefile } from './parse-corefile.ts';

/** kube-dns takes no more (kubernetes/dns pkg/dns/config/config.go validateUpstreamNameserver). */
const MAX_UPSTREAMS = 3;

/**
 * What ConfigMap kube-system/kube-dns says, in the words of a Corefile: a server block for each stub domain, and
 * `forward` to the upstream nameservers. kube-dns ignores a configuration that has a fault.
 */
export function readKubeDnsConfig(view: ClusterView): ParsedCorefile {
  const plain = readPlainConfig(view);
  const map = view.get('ConfigMap', 'kube-dns', view.spec.dns.namespace);
  if (map === undefined) return plain;
  const faults: Fault[] = [];
  const stubs = stubBlocks(view, map, faults);
  const upstreams = upstreamServers(view, map, faults);
  if (faults.length > 0) return { ...plain, skipped: faults };
  const blocks = upstreams === undefined ? plain.blocks : plain.blocks.map((block) => withUpstreams(block, upstreams));
  return { blocks: [...blocks, ...stubs], skipped: [] };
}

/** The cluster's names, and every other name from outside: what a server does that nobody configures. */
export function readPlainConfig(view: ClusterView): ParsedCorefile {
  const text = defaultCorefile({ ...view.spec.dns, corefile: 'kubeadm' });
  return parseCorefile(builtinText('Corefile', text), () => []);
}

function stubBlocks(view: ClusterView, map: Resource<ConfigMap>, faults: Fault[]): readonly WrittenBlock[] {
  const source = sourceOf(view, map, 'stubDomains');
  const written = source === undefined ? {} : parseJson(source, faults);
  if (source === undefined) return [];
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    faults.push({ place: placeOf(source, ''), message: 'stubDomains is no JSON object of domains and nameservers' });
    return [];
  }
  return Object.entries(written)
    .sort(([a], [b]) => compareText(a, b))
    .map(([domain, servers]): WrittenBlock => {
      const place = placeOf(source, domain);
      if (!isTexts(servers) || servers.length === 0) {
        faults.push({ place, message: `stubDomains: ${domain} has no list of nameservers` });
        return { keys: [], directives: [] };
      }
      return { keys: [{ text: domain, place }], directives: [forwardTo(servers, place)] };
    });
}

function upstreamServers(view: ClusterView, map: Resource<ConfigMap>, faults: Fault[]): Directive | undefined {
  const source = sourceOf(view, map, 'upstreamNameservers');
  if (source === undefined) return undefined;
  const servers = parseJson(source, faults);
  const place = placeOf(source, '');
  if (!isTexts(servers)) faults.push({ place, message: 'upstreamNameservers is no JSON list of addresses' });
  else if (servers.length > MAX_UPSTREAMS) {
    faults.push({ place, message: `upstreamNameserver cannot have more than three entries` });
  } else {
    const wrong = servers.find((server) => parseAddress(server.replace(/:\d+$/, '')) === undefined);
    if (wrong !== undefined) faults.push({ place, message: `invalid nameserver: "${wrong}"` });
    if (servers.length > 0) return forwardTo(servers, place);
  }
  return undefined;
}

function withUpstreams(block: WrittenBlock, forward: Directive): WrittenBlock {
  return { ...block, directives: block.directives.map((each) => (each.name === 'forward' ? forward : each)) };
}

function forwardTo(servers: readonly string[], place: Place): Directive {
  return { name: 'forward', args: ['.', ...servers], lines: [], place };
}

function sourceOf(view: ClusterView, map: Resource<ConfigMap>, key: string): ConfigText | undefined {
  return map.object.data?.[key] === undefined ? undefined : configMapText(view, map, key);
}

function parseJson(source: ConfigText, faults: Fault[]): unknown {
  try {
    return JSON.parse(source.text);
  } catch {
    faults.push({ place: placeOf(source, ''), message: `${source.name} is no JSON` });
    return source.name === 'stubDomains' ? {} : [];
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The line that a word stands on. */
function placeOf(source: ConfigText, word: string): Place {
  const line = source.text.split('\n').findIndex((each) => each.includes(word)) + 1;
  return { source, line: Math.max(line, 1), column: 1 };
}
