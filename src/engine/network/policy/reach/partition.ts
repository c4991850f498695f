import type { RuleVerdict } from '../contract/policy.ts';
import type { PortSet, PortSets } from '../contract/port-set.ts';
import { BitSet } from './bit-set.ts';

/** What is known of the ports between a pod and some peers while the tiers are asked. */
interface Verdict {
  /** The ports that no tier has decided yet. */
  readonly open: PortSet;
  /** A rule has passed these on to the next tier. */
  readonly passed: PortSet;
  readonly allowed: PortSet;
}

interface Part extends Verdict {
  readonly peers: BitSet;
}

/** Peers with the ports that they are allowed. */
export interface Layer {
  readonly ports: PortSet;
  readonly peers: BitSet;
}

/** Splits peers by what rules say of them; peers of which the same is known stay together. */
export class Partition {
  readonly #sets: PortSets;
  readonly #everyone: BitSet;
  /** The peers that some rule named. */
  #named = BitSet.empty;
  #parts: readonly Part[] = [];
  /** What is known of all others: nearly everyone, so that they are counted once, at the end. */
  #others: Verdict;

  constructor(sets: PortSets, everyone: BitSet) {
    this.#sets = sets;
    this.#everyone = everyone;
    this.#others = { open: sets.all, passed: sets.none, allowed: sets.none };
  }

  /** The next rule of a tier: what a rule in front of it has decided stays decided. */
  decide(verdict: RuleVerdict, { peers, ports }: Layer): void {
    const sets = this.#sets;
    this.#change(peers, ({ open, passed, allowed }) => {
      const hit = sets.intersect(open, ports);
      return {
        open: sets.subtract(open, hit),
        passed: verdict === 'pass' ? sets.union(passed, hit) : passed,
        allowed: verdict === 'allow' ? sets.union(allowed, hit) : allowed,
      };
    });
  }

  /** Ends a tier: what no rule decided, or a rule passed on, is open to the next one. */
  endTier(): void {
    const sets = this.#sets;
    this.#changeAll(({ open, passed, allowed }) => ({ open: sets.union(open, passed), passed: sets.none, allowed }));
  }

  /** Denies what no rule of the tier has decided; what a rule passed on is still the next tier's. */
  denyOpen(): void {
    this.#changeAll(({ passed, allowed }) => ({ open: this.#sets.none, passed, allowed }));
  }

  /** What is still open is allowed: the peers by what they are allowed, those that are allowed nothing among them. */
  layers(): readonly Layer[] {
    const sets = this.#sets;
    this.#changeAll(({ open, allowed }) => ({
      open: sets.none,
      passed: sets.none,
      allowed: sets.union(allowed, open),
    }));
    const others = { ...this.#others, peers: this.#everyone.andNot(this.#named) };
    const parts = others.peers.isEmpty ? this.#parts : merge([others, ...this.#parts]);
    return parts.map(({ allowed, peers }) => ({ ports: allowed, peers }));
  }

  #change(peers: BitSet, change: (verdict: Verdict) => Verdict): void {
    if (peers === this.#everyone) {
      this.#changeAll(change);
      return;
    }
    const parts = this.#parts.flatMap((part) => split(part, peers, change));
    const fresh = peers.andNot(this.#named);
    if (!fresh.isEmpty) parts.push({ ...change(this.#others), peers: fresh });
    this.#named = this.#named.or(fresh);
    this.#parts = merge(parts);
  }

  #changeAll(change: (verdict: Verdict) => Verdict): void {
    this.#others = change(this.#others);
    this.#parts = merge(this.#parts.map((part) => ({ ...change(part), peers: part.peers })));
  }
}

function split(part: Part, peers: BitSet, change: (verdict: Verdict) => Verdict): readonly Part[] {
  const hit = part.peers.and(peers);
  if (hit.isEmpty) return [part];
  const rest = part.peers.andNot(hit);
  const changed = { ...change(part), peers: hit };
  return rest.isEmpty ? [changed] : [{ ...part, peers: rest }, changed];
}

function merge(parts: readonly Part[]): readonly Part[] {
  if (parts.length < 2) return parts;
  const merged = new Map<string, Part>();
  for (const part of parts) {
    const key = `${part.open.id} ${part.passed.id} ${part.allowed.id}`;
    const same = merged.get(key);
    merged.set(key, same === undefined ? part : { ...same, peers: same.peers.or(part.peers) });
  }
  return merged.size === parts.length ? parts : [...merged.values()];
}
