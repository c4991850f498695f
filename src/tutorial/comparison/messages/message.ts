import { kindOf } from '../kind-words.ts';

/** What a line of kubectl's says was done, to what. */
export interface Message {
  /** `created`, `scaled` …; `error` of what was refused. */
  readonly verb: string;
  readonly kind?: string;
  /** Absent where the words name nothing, as `scaled` alone did until 1.4. */
  readonly name?: string;
  /** Of an error: `NotFound` and so on. */
  readonly reason?: string;
}

const VERBS =
  'created|configured|unchanged|deleted|force deleted|exposed|scaled|autoscaled|labeled|unlabeled|not labeled|annotated|patched(?: \\(no change\\))?|edited|replaced|restarted|rolled back|paused|resumed|cordoned|uncordoned|already cordoned|already uncordoned|drained|evicted|tainted|untainted|modified|image updated|env updated|resource requirements updated|selector updated|serviceaccount updated|condition met|serverside-applied|pruned|rolling updated|set';

/** `deployment "web" created`, `deployment.apps "web" deleted from shop namespace` */
const QUOTED = new RegExp(`^(?:(?:the )?([\\w.-]+) )"([^"]+)" (${VERBS})\\b`);
/** `deployment.apps/web created` */
const SLASHED = new RegExp(`^([A-Za-z][\\w.-]*)/(\\S+) (?:is )?(${VERBS})\\b`);
/** `Warning` apart, the words of `rollout status`. */
const ROLLED = /^(?:Waiting for rollout to finish|Waiting for deployment |waiting for )/i;
const ROLLED_OUT =
  /^(?:(\w+) )?"?([\w.-]+)"? successfully rolled out$|^(?:partitioned )?roll out complete|^statefulset rolling update complete/;
/** `Context "shop" created.`; until 1.7 all of them said `set`. */
const CONFIG = /^(Context|User|Cluster) "([^"]+)" (?:set|created|modified)\.$/;
const ERROR =
  /^(?:The request is invalid|Error from server|error: |Error: |error |The \S+ ".*" is invalid|The connection to the server|Unable to connect to the server|No resources found|unable to )/;

/** What a printed line says, if it is a message of kubectl. */
export function messageOf(line: string): Message | undefined {
  const text = line.trim();
  const config = CONFIG.exec(text);
  if (config !== null) return { verb: 'set', kind: (config[1] ?? '').toLowerCase(), name: config[2] ?? '' };
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return said(quoted[1], quoted[2], quoted[3]);
  const slashed = SLASHED.exec(text);
  if (slashed !== null) return said(slashed[1], slashed[2], slashed[3]);
  if (/^(?:scaled|exposed|created|deleted)$/.test(text)) return { verb: text };
  if (ROLLED.test(text)) return { verb: 'waits' };
  const rolled = ROLLED_OUT.exec(text);
  if (rolled !== null) return { verb: 'rolled out', ...(rolled[2] === undefined ? {} : { name: rolled[2] }) };
  return ERROR.test(text) ? errorOf(text) : undefined;
}

function said(kind = '', name = '', verb = ''): Message {
  return { verb: VERB_OF[verb] ?? verb, kind: kindOf(kind), name };
}

/** Words that say the same: that an object was there already and is now as the manifest has it. */
const VERB_OF: Readonly<Record<string, string>> = {
  unchanged: 'configured',
  'serverside-applied': 'configured',
  'force deleted': 'deleted',
  unlabeled: 'labeled',
  'not labeled': 'labeled',
  'patched (no change)': 'patched',
  'already cordoned': 'cordoned',
  'already uncordoned': 'uncordoned',
};

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/No resources found/, 'NoResources'],
  [/\(NotFound\)|not found/i, 'NotFound'],
  [/\(AlreadyExists\)|already exists/, 'AlreadyExists'],
  [/is invalid|\(Invalid\)|Invalid value/, 'Invalid'],
  [/\(Forbidden\)|forbidden/, 'Forbidden'],
  [/no matches for kind|doesn't have a resource type/, 'NoKind'],
  [/connection to the server|Unable to connect/, 'NoServer'],
  [/timed out|timeout/i, 'Timeout'],
];

function errorOf(text: string): Message {
  const reason = REASONS.find(([words]) => words.test(text))?.[1] ?? 'other';
  const name = /"([^"]+)"/.exec(text)?.[1];
  return { verb: 'error', reason, ...(name === undefined || reason === 'NoResources' ? {} : { name }) };
}
