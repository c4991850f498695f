/** A way to write a sentence that is none, and the sentence that is meant by it. */
export interface Slip {
  /** The source of a regular expression for the part of the sentence that is wrong. */
  readonly wrote: string;
  /** What should stand there, with `$1` for its groups; or the expression of a sentence. */
  readonly meant: string;
}

const WORKLOAD = '(pod|deployment|statefulset|daemonset|job)';
const NAME = '([a-z0-9][a-z0-9.-]*)';
const PROTOCOL = '(TCP|UDP|SCTP)';

/**
 * What people write in the place of the sentences that there are. Each is a suggestion: whoever makes it shows only those
 * that lead to a sentence. JSON, since reports are told of them.
 */
export const SLIPS: readonly Slip[] = [
  // A port of a pod, or of a workload.
  { wrote: `can reach ${WORKLOAD} ${NAME}/${NAME}:(\\d+)`, meant: 'can reach $2/$1/$3:$4' },
  { wrote: `can reach ${WORKLOAD} ${NAME}:(\\d+)`, meant: 'can reach default/$1/$2:$3' },
  { wrote: `(?:curls|connects to) pod (\\S+?):(\\d+)$`, meant: 'connects to pod $1 on port $2' },
  { wrote: `(?:curls|connects to) pod (\\S+?):(\\d+)/${PROTOCOL}$`, meant: 'connects to pod $1 on port $2 over $3' },
  { wrote: `(?:curls|connects to) pod (\\S+?) (?:at |on )?port (\\d+)`, meant: 'connects to pod $1 on port $2' },
  { wrote: `(?:curls|connects to) ([^\\s:]+) (?:at|on) port (\\d+)`, meant: 'connects to $1 port $2' },
  { wrote: `connects to ([^\\s:]+) port (\\d+)/${PROTOCOL}$`, meant: 'connects to $1 port $2 over $3' },
  { wrote: '(curls|connects to) (?:the )?service (\\S+)', meant: '$1 $2' },
  { wrote: 'is exposed on (\\d+)', meant: 'is exposed on port $1' },
  // A namespace stands in quotes.
  { wrote: `\\bin (?:the )?namespace ${NAME}`, meant: 'in namespace "$1"' },
  { wrote: `\\bin (?!namespace)${NAME} can`, meant: 'in namespace "$1" can' },
  { wrote: `\\boutside (?:the )?namespace ${NAME}`, meant: 'outside namespace "$1"' },
  { wrote: '^(?:the |my )?(?:kubectl )?(?:namespace|context) is', meant: 'the current namespace is' },
  { wrote: '^I am in (?:the )?namespace', meant: 'the current namespace is' },
  // Who reaches whom.
  { wrote: '^(?:all|each) pods?\\b', meant: 'every pod' },
  { wrote: '^(?:nobody|no one|no pods)\\b', meant: 'no pod' },
  { wrote: `^(?:everybody|everyone) can (?:reach|access|connect to)`, meant: 'every pod can reach' },
  {
    wrote: "(?:can not|can't|should not|shouldn't|does not|doesn't|must not) (?:reach|access|connect to)",
    meant: 'cannot reach',
  },
  { wrote: 'cannot (?:access|connect to)', meant: 'cannot reach' },
  { wrote: '(?:can|should|must) (?:access|connect to)|(?:should|must) reach', meant: 'can reach' },
  // What comes of a connection.
  {
    wrote: '^it (?:is connected|is reachable|succeeds|works|gets through)$',
    meant: 'it connects',
  },
  { wrote: '^it is (?:blocked|dropped|denied|filtered)$', meant: 'it times out' },
  { wrote: '^it is (?:blocked|dropped|denied|filtered)$', meant: 'it is denied by (network )policy {word}' },
  { wrote: '^it is (?:rejected|closed|reset)$', meant: 'it is refused' },
  { wrote: "^it (?:does not|doesn't|cannot|can not|can't) (?:resolve|be resolved)$", meant: 'it fails to resolve' },
  { wrote: '^it is (?:not found|not resolved|unresolved)$', meant: 'it fails to resolve' },
  { wrote: '^the (?:http )?(?:response code|status code|status) is (\\d+)$', meant: 'the response status is $1' },
  { wrote: 'exits with (?:exit )?(?:code|status code) (\\d+)', meant: 'exits with status $1' },
  { wrote: '(is scaled to \\d+) (?:replicas|pods)', meant: '$1' },
];
