import type { Container, FieldPath } from '../../model/index.ts';

/** How long a container's preStop hook keeps SIGTERM away from it, in seconds. */
export type PreStop =
  | { readonly kind: 'none' }
  /** Without `exactly`, something that nobody can tell the length of comes behind. */
  | { readonly kind: 'pause'; readonly seconds: number; readonly exactly: boolean; readonly path: FieldPath }
  | { readonly kind: 'unknown'; readonly path: FieldPath };

/**
 * Reads the preStop hook of a container, whose place in the pod is `at`: `sleep`, and `exec` of the command `sleep`, by
 * itself or first in a shell's script. Whatever else runs takes nobody knows how long. A `tcpSocket` is no hook: the
 * kubelet takes none (kubernetes pkg/kubelet/lifecycle/handlers.go).
 */
export function preStopOf({ lifecycle }: Container, at: FieldPath): PreStop {
  const hook = lifecycle?.preStop;
  const path = [...at, 'lifecycle', 'preStop'];
  if (hook?.sleep !== undefined) return { kind: 'pause', seconds: hook.sleep.seconds, exactly: true, path };
  if (hook?.exec !== undefined) {
    const { seconds, exactly } = pauseOf(hook.exec.command ?? []);
    return seconds === 0 && !exactly ? { kind: 'unknown', path } : { kind: 'pause', seconds, exactly, path };
  }
  return hook?.httpGet === undefined ? { kind: 'none' } : { kind: 'unknown', path };
}

interface Pause {
  readonly seconds: number;
  readonly exactly: boolean;
}

const UNKNOWN: Pause = { seconds: 0, exactly: false };

function pauseOf(command: readonly string[]): Pause {
  const [program = '', ...args] = command;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === 'busybox') return pauseOf(args);
  if (name === 'sleep') {
    const seconds = secondsOf(args.join(' '));
    return seconds === undefined ? UNKNOWN : { seconds, exactly: true };
  }
  const [flag = '', script] = args;
  if (!/^(ba|da|a)?sh$/.test(name) || !/^-[a-z]*c$/.test(flag) || script === undefined) return UNKNOWN;
  return pauseOfScript(script);
}

/** Tells of a command that it ends at once, and that the server does not notice. */
const HARMLESS = /^(?:echo|true|:|set|date)(?:\s+[^;&|<>\n`$()]*)?$/;
const SLEEP = /^(?:exec\s+)?(?:\S*\/)?sleep\s+(.*)$/;

/** The pauses that a script begins with. A command behind them can only make it longer. */
function pauseOfScript(script: string): Pause {
  let seconds = 0;
  for (const part of script.split(/;|&&|\n/)) {
    const command = part.trim();
    if (command === '' || HARMLESS.test(command)) continue;
    const slept = secondsOf(SLEEP.exec(command)?.[1] ?? '');
    if (slept === undefined) return { seconds, exactly: false };
    seconds += slept;
  }
  return { seconds, exactly: true };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads the arguments of `sleep`, which adds them up: `5`, `0.5m`, `1m 30s`. */
function secondsOf(args: string): number | undefined {
  let seconds = 0;
  for (const word of args.trim().split(/\s+/)) {
    const [, number, unit = 's'] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(word) ?? [];
    if (number === undefined) return undefined;
    seconds += Number(number) * (UNITS[unit === '' ? 's' : unit] ?? 1);
  }
  return seconds;
}
