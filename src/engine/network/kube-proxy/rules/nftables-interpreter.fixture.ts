import type { Journey } from './interpreted-packet.fixture.ts';
import { InterpretedPacket, within } from './interpreted-packet.fixture.ts';

type Verdict = 'accept' | 'refused' | 'timeout' | undefined;

interface Ruleset {
  readonly chains: ReadonlyMap<string, readonly string[]>;
  /** The base chains of a hook, by priority. */
  readonly hooks: ReadonlyMap<string, readonly { readonly chain: string; readonly priority: number }[]>;
  /** The elements of sets (to the empty string) and maps. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Leads a packet through a table of `nft -f` commands, knowing nothing of Services. Throws for what it does not know. */
export function interpretNftables(text: string): (journey: Journey) => string {
  const ruleset = parse(text);
  return (journey) => {
    const packet = new InterpretedPacket(journey);
    const early = journey.from === 'node' ? 'output' : 'prerouting';
    const priorities = (hook: string, wanted: (priority: number) => boolean) =>
      (ruleset.hooks.get(hook) ?? []).filter(({ priority }) => wanted(priority)).map(({ chain }) => chain);
    const before = priorities(early, (priority) => priority < 0);
    const verdict = hook(ruleset, before, packet);
    if (verdict !== undefined) return verdict;
    for (const name of packet.filterHooks()) {
      const end = hook(
        ruleset,
        priorities(name, (priority) => priority >= 0),
        packet,
      );
      if (end !== undefined) return end;
    }
    hook(
      ruleset,
      priorities('postrouting', () => true),
      packet,
    );
    return packet.result();
  };
}

function hook(ruleset: Ruleset, chains: readonly string[], packet: InterpretedPacket): Verdict {
  for (const chain of chains) {
    const verdict = run(ruleset, chain, packet);
    if (verdict === 'refused' || verdict === 'timeout') return verdict;
  }
  return undefined;
}

function parse(text: string): Ruleset {
  const chains = new Map<string, string[]>();
  const hooks = new Map<string, { chain: string; priority: number }[]>();
  const elements = new Map<string, Map<string, string>>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#') || line.startsWith('add table ')) continue;
    const [, kind, name = '', rest = ''] = /^add (\w+) ip6? kube-proxy (\S+) ?(.*)$/.exec(line) ?? [];
    if (kind === 'chain') {
      chains.set(name, []);
      const base = /hook (\w+) priority (-?\d+)/.exec(rest);
      if (base !== null) hooks.set(base[1] ?? '', [...(hooks.get(base[1] ?? '') ?? []), baseOf(name, base[2])]);
    } else if (kind === 'set' || kind === 'map') elements.set(name, new Map());
    else if (kind === 'rule') known(chains, name).push(rest.replace(/ comment "[^"]*"$/, ''));
    else if (kind === 'element') {
      const [key = '', value = ''] = rest
        .replace(/ comment "[^"]*"/, '')
        .slice(2, -2)
        .split(' : ');
      known(elements, name).set(key, value);
    } else throw new Error(`not understood: ${line}`);
  }
  for (const bases of hooks.values()) bases.sort((a, b) => a.priority - b.priority);
  return { chains, hooks, elements };
}

function baseOf(chain: string, priority: string | undefined): { readonly chain: string; readonly priority: number } {
  return { chain, priority: Number(priority) };
}

function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`nothing is named ${name}`);
  return value;
}

function run(ruleset: Ruleset, chain: string, packet: InterpretedPacket): Verdict {
  for (const rule of known(ruleset.chains, chain)) {
    let rest = rule;
    while (rest !== '') {
      const step = STEPS.find(([pattern]) => pattern.test(rest));
      if (step === undefined) throw new Error(`not understood: ${rest}`);
      const [text, ...groups] = step[0].exec(rest) ?? [''];
      rest = rest.slice(text.length).trimStart();
      const outcome = step[1](
        groups.map((group) => group ?? ''),
        packet,
        ruleset,
      );
      if (outcome === false) break;
      if (outcome === true) continue;
      const [verb, target = ''] = outcome.split(' ');
      if (verb === 'goto') return run(ruleset, target, packet);
      if (verb === 'return') return undefined;
      if (verb !== 'jump') return verb as Verdict;
      const verdict = run(ruleset, target, packet);
      if (verdict !== undefined) return verdict;
    }
  }
  return undefined;
}

/** Answers whether the rule goes on, or with its verdict. */
type Step = (groups: readonly string[], packet: InterpretedPacket, ruleset: Ruleset) => boolean | string;

const address = (which: string | undefined, packet: InterpretedPacket): string =>
  which === 'daddr' ? packet.destination : packet.source;

const lookUp = (key: string, map: string | undefined, ruleset: Ruleset): false | string =>
  known(ruleset.elements, map ?? '')
    .get(key)
    ?.replace('drop', 'timeout') ?? false;

const draw = (count: string | undefined, entries: string | undefined, packet: InterpretedPacket): string => {
  const choice = packet.journey.pick(Array.from({ length: Number(count) }, () => 1 / Number(count)));
  const found = (entries ?? '').split(' , ').find((entry) => entry.trim().startsWith(`${choice} : `));
  return found?.trim().slice(`${choice} : `.length) ?? '';
};

const STEPS: readonly (readonly [RegExp, Step])[] = [
  [/^ct state new/, () => true],
  [/^ct status dnat/, (_, packet) => packet.translated],
  [
    /^ip6? daddr \. meta l4proto \. th dport vmap @(\S+)/,
    ([map], packet, rules) => lookUp(`${packet.destination} . ${packet.protocol} . ${packet.port}`, map, rules),
  ],
  [
    /^meta l4proto \. th dport vmap @(\S+)/,
    ([map], packet, rules) => lookUp(`${packet.protocol} . ${packet.port}`, map, rules),
  ],
  [
    /^ip6? saddr \. ip6? daddr \. meta l4proto \. th dport @(\S+)/,
    ([set], { source, destination, protocol, port }, { elements }) =>
      known(elements, set ?? '').has(`${source} . ${destination} . ${protocol} . ${port}`),
  ],
  [/^ip6? saddr @(affinity-\S+)/, ([set], { journey }) => journey.remembered?.has(set ?? '') ?? false],
  [
    /^ip6? ([ds]addr) @(\S+)/,
    ([which, set], packet, { elements }) => known(elements, set ?? '').has(address(which, packet)),
  ],
  [
    /^ip6? ([ds]addr) (!= )?\{ ([^}]*) \}/,
    ([which, not, ranges], packet) =>
      (ranges ?? '').split(/ ?, ?/).some((range) => within(range, address(which, packet))) === (not === ''),
  ],
  [
    /^ip6? ([ds]addr) (!= )?([0-9a-f.:/]+)/,
    ([which, not, range], packet) => within(range ?? '', address(which, packet)) === (not === ''),
  ],
  [/^fib daddr type local/, (_, packet) => packet.isLocal(packet.destination)],
  [/^fib saddr type local/, (_, packet) => packet.hasLocalSource],
  [/^meta l4proto (tcp|udp|sctp)/, ([protocol], packet) => packet.protocol === protocol],
  [/^mark and (\w+) != 0/, ([bits], packet) => (packet.mark & Number(bits)) !== 0],
  [
    /^mark set mark (or|xor) (\w+)/,
    ([how, bits], packet) => {
      packet.mark = how === 'or' ? packet.mark | Number(bits) : packet.mark ^ Number(bits);
      return true;
    },
  ],
  [
    /^masquerade fully-random/,
    (_, packet) => {
      packet.masqueraded = true;
      return 'accept';
    },
  ],
  [
    /^dnat ip6? addr \. port to numgen random mod (\d+) map \{ ([^}]*) \}/,
    ([count, entries], packet) => {
      packet.translate(draw(count, entries, packet).replace(' . ', ':'));
      return 'accept';
    },
  ],
  [
    /^dnat to (\S+)/,
    ([socket], packet) => {
      packet.translate(socket ?? '');
      return 'accept';
    },
  ],
  [/^numgen random mod (\d+) vmap \{ ([^}]*) \}/, ([count, entries], packet) => draw(count, entries, packet)],
  [/^update @\S+ \{ [^}]* \}/, () => true],
  [/^((?:goto|jump) \S+)/, ([verdict]) => verdict ?? ''],
  [/^reject/, () => 'refused'],
  [/^drop/, () => 'timeout'],
];
