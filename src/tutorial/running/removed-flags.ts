import type { StatementResult as Ran } from '../../clients/shell/index.ts';
import { onlyKubectl } from './only-kubectl.ts';

/** A command without flags that kubectl once had, and what is said of that. */
export interface WithoutFlags {
  readonly argv: readonly string[];
  readonly told: string;
}

interface RemovedFlag {
  readonly verb: RegExp;
  /** Which values did what kubectl does today without the flag. */
  readonly values?: RegExp;
  readonly told: string;
}

/** Flags that only said what is true today, or what no network knows; kubernetes `CHANGELOG/CHANGELOG-1.18.md` to `-1.24.md`. */
const REMOVED: Readonly<Record<string, RemovedFlag>> = {
  generator: {
    verb: /^(?:run|expose|create)$/,
    values: /^(?:run-pod\/v1|service\/v[12])$/,
    told: 'kubectl has no --generator any more: `run` makes a pod',
  },
  requests: { verb: /^run$/, told: '`kubectl run` has no --requests any more: it belongs into a manifest' },
  limits: { verb: /^run$/, told: '`kubectl run` has no --limits any more: it belongs into a manifest' },
  serviceaccount: { verb: /^run$/, told: '`kubectl run` has no --serviceaccount any more: use --overrides' },
  export: { verb: /^get$/, told: '`kubectl get` has no --export any more' },
  'show-all': { verb: /^get$/, told: '`kubectl get` has no --show-all any more: it shows all' },
};

/** The command without the flags that kubectl no longer has; `undefined` where it failed for something else. */
export function withoutRemovedFlags(ran: Pick<Ran, 'commands' | 'stderr'>): WithoutFlags | undefined {
  const typed = onlyKubectl(ran);
  if (typed === undefined || !/unknown (?:shorthand )?flag: /.test(ran.stderr)) return undefined;
  const end = typed.indexOf('--');
  const words = end < 0 ? typed : typed.slice(0, end);
  const argv: string[] = [];
  const told: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const [, name = '', written] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const flag = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined;
    if (flag === undefined || !words.some((each) => flag.verb.test(each))) {
      argv.push(word);
      continue;
    }
    const isSwitch = name === 'export' || name === 'show-all';
    const value = written ?? (isSwitch ? '' : (words[++index] ?? ''));
    if (flag.values !== undefined && !flag.values.test(value)) return undefined;
    told.push(flag.told);
  }
  if (told.length === 0) return undefined;
  return { argv: [...argv, ...(end < 0 ? [] : typed.slice(end))], told: told.join('; ') };
}
