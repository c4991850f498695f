/** How a client's attempt ended; `nothing` where no line tells. */
export type Outcome =
  | 'answered'
  | 'closed'
  | 'denied'
  | 'hangs'
  | 'no program'
  | 'nothing'
  | 'refused'
  | 'unresolved'
  | 'unreachable'
  | `status ${string}`;

/** What a page or a client says of an attempt, by the words of curl, wget (busybox and GNU), nc, ping, and agnhost. */
const OUTCOMES: readonly (readonly [RegExp, Outcome])[] = [
  [
    /bad address|could ?n[o']t resolve|Couldn't resolve|unable to resolve|Name or service not known|Temporary failure in name resolution|Name does not resolve|unknown host|nodename nor servname|no such host|^DNS:|curl: \(6\)/i,
    'unresolved',
  ],
  [/connection refused|^REFUSED|curl: \(7\)(?!.*(?:timed out|No route|unreachable))/i, 'refused'],
  [
    /no route to host|host is? unreachable|network is unreachable|destination host unreachable|EHOSTUNREACH/i,
    'unreachable',
  ],
  [/timed? ?out|timeout|curl: \(28\)|exit code 28|^TIMEOUT|i\/o timeout/i, 'hangs'],
  [/^\^C/, 'hangs'],
  [
    /^(?:\S*sh|OCI runtime.*): (?:\d+: )?(?:\S+: )?(?:command )?not found$|executable file not found in \$PATH|^(?:\S*sh: )?\S+: (?:command )?not found$/,
    'no program',
  ],
  [/empty reply from server|connection reset|curl: \((?:52|56)\)|unexpected eof/i, 'closed'],
];

const STATUSES: readonly RegExp[] = [
  /server returned error: HTTP\/[\d.]+ (\d{3})/,
  /The requested URL returned error: (\d{3})/,
  /^(?:< )?HTTP\/[\d.]+ (\d{3})/,
  /awaiting response\.\.\. (\d{3})/,
  /ERROR (\d{3}):/,
  /^\S+\s+(\d{3}) OK$/,
];

const QUIET = /^(?:wget: )?(?:remote file exists|\S+\s+100% ?[|[]|.*\bsaved\b|.*\bopen\b|.*succeeded!?)/;

/** The outcome that a line tells. */
export function outcomeOf(line: string): Outcome {
  const text = line.trim();
  if (/^\s*[<{]/.test(text) && !/^< HTTP/.test(text)) return 'nothing';
  const status = STATUSES.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  if (status !== undefined) return `status ${status}`;
  const found = OUTCOMES.find(([words]) => words.test(text));
  if (found !== undefined && isSaidByClient(text)) return found[1];
  return QUIET.test(text) ? 'answered' : 'nothing';
}

/** A page may speak of time-outs too: a client's line begins with its name, or is all words. */
function isSaidByClient(text: string): boolean {
  if (
    /^(?:curl|wget|nc|telnet|ping|ssh|error|command terminated|\* |TIMEOUT|REFUSED|DNS|OTHER|\^C|Connecting|failed:)/i.test(
      text,
    )
  )
    return true;
  return text.length < 120 && !/[<>{}]/.test(text);
}

/** The outcome of all lines together: the first that fails, else what the last status says. */
export function outcomeOfAll(lines: readonly string[]): Outcome {
  const outcomes = lines.map(outcomeOf);
  const failed = outcomes.find((each) => !['answered', 'nothing'].includes(each) && !/^status [123]/.test(each));
  return failed ?? outcomes.findLast((each) => each !== 'nothing') ?? 'nothing';
}
