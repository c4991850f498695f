/** One table of an iptables-restore file. Chains are declared before rules, each in the order of writing. */
export class IptablesTable {
  readonly #name: string;
  readonly #chains: string[];
  readonly #rules: string[] = [];

  constructor(name: string, builtIn: readonly string[]) {
    this.#name = name;
    this.#chains = builtIn.map((chain) => `:${chain} ACCEPT [0:0]`);
  }

  declare(...chains: readonly string[]): void {
    for (const chain of chains) this.#chains.push(`:${chain} - [0:0]`);
  }

  append(chain: string, rule: string): void {
    this.#rules.push(`-A ${chain} ${rule}`);
  }

  format(): string {
    return [`*${this.#name}`, ...this.#chains, ...this.#rules, 'COMMIT', ''].join('\n');
  }
}
