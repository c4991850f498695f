const DONE =
  'created|configured|unchanged|deleted|exposed|labeled|unlabeled|annotated|scaled|patched|replaced|restarted|edited|autoscaled|tainted|untainted|cordoned|uncordoned|drained|evicted|bound|approved|pruned|serverside-applied|resumed|paused|updated';

/** What kubectl says of an object that it changed, whatever the version: `pod/web created`, `pod "web" deleted`. */
const MESSAGE = new RegExp(
  `^(?:[\\w.-]+/[\\w.-]+|[\\w.-]+ "[^"]+"|[\\w.-]+ [\\w.-]+/[\\w.-]+) (?:(?:force )?(?:${DONE})|image updated|env updated|rolled back|already exists|condition met|not labeled|successfully rolled out)\\b`,
);

const CELL = '[A-Z][A-Z0-9()%/_-]*(?: [A-Z][A-Z0-9()%/_-]*)*';
const HEADER = new RegExp(`^${CELL}(?:(?:\\s{2,}|\\t)(?:${CELL}|\\.\\.\\.|…))+$`);
const LONE_HEADER = /^(?:NAME|NAMESPACE|CURRENT|LAST SEEN|ENDPOINTS)(?:\s[A-Z()%/_\s-]*)?$/;

const FORMS: readonly RegExp[] = [
  /^<(?:!doctype|\/?(?:html|head|body|title|h[1-6]|p|div|span|a|style|script|meta|link|ul|li|br|hr|pre|center|em|none|unset)\b)/i,
  /^[[{](?:$|["'{[])/,
  /^[\]}],?$/,
  /^HTTP\/\d/,
  /^(?:\*|<|>) (?:Trying|Connected|Closing|Connection|Host|TCP_NODELAY|HTTP|GET|POST|HEAD|User-Agent|Accept|Server|Date|Content|[\w-]+:)/,
  /^--\d{4}-\d\d-\d\d/,
  /^\d+(?:\.\d+)+(?:[\s:/]|$)/,
  /^\d+ bytes from /,
  /^\d+ packets transmitted/,
  /^PING \S+/,
  /^traceroute to /,
  /^;[;<]? /,
  /^%? *Total +% Received/,
  /^(?:Error from server|error|Error|Warning|FATAL|panic|fatal)\b.{0,40}:/,
  /^(?:If you don't see a command prompt|Defaulted container|Defaulting container|Waiting for (?:pod|deployment)|Forwarding from|Handling connection|Hello[ ,]|Connecting to |Connected to |remote file exists|Server:|Address(?: \d)?:|Name:|Non-authoritative)/i,
  /^(?:-{3,}|\+[-+]{3,}\+|={3,})$/,
  /^(?:\.\.\.|…|\(\.\.\.\)|\[\.\.\.\])$/,
  /^No resources found/,
  /^Switched to context|^Context "/,
  /^[A-Za-z][\w()./-]*(?: [\w()./-]+){0,3}:(?:\s{2,}\S|$)/,
  /^command terminated with exit code/,
];

/** Whether a line has a form that only programs print. */
export function isPrinted(line: string): boolean {
  if (line.length > 20_000) return true;
  const text = line.trim();
  return MESSAGE.test(text) || isTableHeader(text) || isTableRow(text) || FORMS.some((form) => form.test(text));
}

export function isMessage(line: string): boolean {
  return line.length < 1000 && MESSAGE.test(line.trim());
}

export function isTableHeader(line: string): boolean {
  if (line.length > 2000) return false;
  const text = line.trim();
  return HEADER.test(text) || LONE_HEADER.test(text);
}

/** Three cells or more, far apart, of which none is an option. */
function isTableRow(text: string): boolean {
  if (text.length > 5000) return false;
  const cells = text.split(/\s{2,}|\t+/);
  return (
    cells.length >= 3 && !cells.some((cell) => /^-{1,2}[a-z]/.test(cell) || /[|"'\\]$/.test(cell)) && !/^#/.test(text)
  );
}

/** A sentence: several words, of which one is a verb that no command has, and an end. */
export function isSentence(line: string): boolean {
  const text = line.trim();
  if (text.length > 2000) return false;
  const words = text.split(/\s+/);
  if (words.length < 4) return false;
  const verb = /\s(?:is|are|was|were|will|has|have|can|should|must|does|do|would|which|that|because)\s/.test(text);
  if (/["'`|]/.test(text.slice(0, 12))) return false;
  return (verb && /[.:!?)]$/.test(text) && !/\s-{1,2}\w/.test(text.slice(0, 0))) || (verb && /^[A-Z][a-z]/.test(text));
}
