import type { Family } from '../../../model/index.ts';

/** The commands that fill the table `kube-proxy` of one family, each element of a set or map at most once. */
export class NftablesTable {
  /** How expressions call the family: `ip` or `ip6`. */
  readonly ip: 'ip' | 'ip6';
  readonly addressType: 'ipv4_addr' | 'ipv6_addr';
  readonly #lines: string[] = [];
  readonly #elements = new Set<string>();

  constructor(family: Family) {
    this.ip = family === 4 ? 'ip' : 'ip6';
    this.addressType = family === 4 ? 'ipv4_addr' : 'ipv6_addr';
    this.#lines.push(`add table ${this.ip} kube-proxy { comment "rules for kube-proxy" ; }`);
  }

  chain(name: string, properties = ''): void {
    this.#add('chain', name, properties);
  }

  set(name: string, properties: string): void {
    this.#add('set', name, properties);
  }

  map(name: string, properties: string): void {
    this.#add('map', name, properties);
  }

  rule(chain: string, rule: string, comment?: string): void {
    this.#add('rule', chain, comment === undefined ? rule : `${rule} comment "${comment}"`);
  }

  /** Adds to a set, or to a map with `value`. Of two values for a key the first counts. */
  element(container: string, key: string, value?: { readonly verdict: string; readonly comment?: string }): void {
    const identity = `${container} ${key}`;
    if (this.#elements.has(identity)) return;
    this.#elements.add(identity);
    const comment = value?.comment === undefined ? '' : ` comment "${value.comment}"`;
    this.#add('element', container, `{ ${key}${comment}${value === undefined ? '' : ` : ${value.verdict}`} }`);
  }

  format(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  #add(kind: string, name: string, rest: string): void {
    this.#lines.push(`add ${kind} ${this.ip} kube-proxy ${name}${rest === '' ? '' : ` ${rest}`}`);
  }
}
