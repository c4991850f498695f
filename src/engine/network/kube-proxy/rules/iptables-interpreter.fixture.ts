import type { Journey } from './interpreted-packet.fixture.ts';
import { InterpretedPacket, within } from './interpreted-packet.fixture.ts';

type Tables = ReadonlyMap<string, readonly (readonly string[])[]>;
type Verdict = 'accept' | 'refused' | 'timeout' | undefined;

/** Leads a packet through an iptables-restore file, knowing nothing of Services. Throws for what it does not know. */
export function interpretIptables(text: string): (journey: Journey) => string {
  const tables = parse(text);
  return (journey) => {
    const packet = new InterpretedPacket(journey);
    run(tables, journey.from === 'node' ? 'nat OUTPUT' : 'nat PREROUTING', packet);
    for (const hook of packet.filterHooks()) {
      const verdict = run(tables, `filter ${hook.toUpperCase()}`, packet);
      if (verdict === 'refused' || verdict === 'timeout') return verdict;
    }
    run(tables, 'nat POSTROUTING', packet);
    return packet.result();
  };
}

function parse(text: string): Tables {
  const tables = new Map<string, (readonly string[])[]>();
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    else if (line.startsWith(':')) tables.set(`${table} ${line.slice(1).split(' ')[0]}`, []);
    else if (line.startsWith('-A ')) {
      const [, chain, ...words] = line.match(/"[^"]*"|\S+/g) ?? [];
      const rules = tables.get(`${table} ${chain}`);
      if (rules === undefined) throw new Error(`no chain for ${line}`);
      rules.push(words);
    } else if (!/^(#.*|COMMIT|)$/.test(line)) throw new Error(`not understood: ${line}`);
  }
  return tables;
}

function run(tables: Tables, chain: string, packet: InterpretedPacket): Verdict {
  for (const rule of tables.get(chain) ?? []) {
    const at = rule.indexOf('-j');
    if (!matches(at < 0 ? rule : rule.slice(0, at), packet)) continue;
    const [target, ...args] = at < 0 ? [] : rule.slice(at + 1);
    if (target === 'RETURN') return undefined;
    const called = `${chain.split(' ')[0]} ${target}`;
    const verdict = tables.has(called) ? run(tables, called, packet) : act(target, args, packet);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function act(target: string | undefined, [option, value]: readonly string[], packet: InterpretedPacket): Verdict {
  switch (target) {
    case undefined:
      return undefined;
    case 'ACCEPT':
      return 'accept';
    case 'REJECT':
      return 'refused';
    case 'DROP':
      return 'timeout';
    case 'MARK':
      packet.mark = option === '--or-mark' ? packet.mark | Number(value) : packet.mark ^ Number(value);
      return undefined;
    case 'DNAT':
      packet.translate(value ?? '');
      return 'accept';
    case 'MASQUERADE':
      packet.masqueraded = true;
      return 'accept';
    default:
      throw new Error(`no target ${target}`);
  }
}

function matches(words: readonly string[], packet: InterpretedPacket): boolean {
  let name = '';
  for (let at = 0; at < words.length; ) {
    const negated = words[at] === '!';
    if (negated) at++;
    const option = words[at++] ?? '';
    const value = ['--rcheck', '--set', '--reap'].includes(option) ? '' : (words[at++] ?? '');
    if (option === '--name') name = value;
    if (holds(option, option === '--rcheck' ? name : value, packet) === negated) return false;
  }
  return true;
}

function holds(option: string, value: string, packet: InterpretedPacket): boolean {
  switch (option) {
    case '-p':
      return packet.protocol === value;
    case '-d':
      return within(value, packet.destination);
    case '-s':
      return within(value, packet.source);
    case '--dport':
      return packet.port === Number(value);
    case '--dst-type':
      return packet.isLocal(packet.destination);
    case '--src-type':
      return packet.hasLocalSource;
    case '--mark':
      return (packet.mark & Number(value.split('/')[1])) === Number(value.split('/')[0]);
    case '--ctstate':
      return value.split(',').some((state) => state === 'NEW' || (state === 'DNAT' && packet.translated));
    case '--probability':
      return packet.journey.pick([Number(value), 1 - Number(value)]) === 0;
    case '--rcheck':
      return packet.journey.remembered?.has(value) ?? false;
    case '-m':
    case '--comment':
    case '--mode':
    case '--name':
    case '--seconds':
    case '--set':
    case '--reap':
      return true;
    default:
      throw new Error(`no option ${option}`);
  }
}
