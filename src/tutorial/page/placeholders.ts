/** Words in angle brackets that are HTML, not for the reader to replace. */
const HTML =
  /^\/?(?:html|head|body|title|h[1-6]|p|div|span|a|b|i|em|strong|style|script|ul|ol|li|br|hr|table|tr|td|th|pre|code|form|input|button|img|center|meta|link|server|port)(?:\s|\/|$)/i;

const ANGLES = /<([A-Za-z_$][\w .:/$'-]{0,60})>/g;
const BRACKETS =
  /(?:^|[\s=/])(\[(?:your|my|the|insert|replace|pod|node|service|cluster|namespace|ip|name|external|public)[\w .-]{0,50}\])/i;
const BRACES = /(?:^|[\s=/@])(\{\{?\s*[A-Za-z][\w.-]{1,40}\s*\}?\})(?=$|[\s:/,])/;
const SITE = /(\$\[[\w.-]+\]|\{\{[<%]?[^{}]{1,80}[>%]?\}\})/;
const CAPITALS =
  /(?:^|[\s=/@:])((?:YOUR|MY|THE|INSERT|REPLACE)[_-][A-Z0-9_-]+|(?:[A-Z][A-Z0-9]*[_-])+(?:NAME|IP|ID|ADDRESS|PORT|HOST|HOSTNAME|NAMESPACE|NODE|POD|URL|DOMAIN|TOKEN|SUFFIX|HASH)|PODNAME|NODENAME|PODIP|NODEIP|x\.x\.x\.x|X\.X\.X\.X|xxx\.xxx\.xxx\.xxx)(?=$|[\s/,"']|:(?!\.))/;
/** `curl IP:80`, where no other word stands before. */
const HOST =
  /^(?:curl|wget|ping|nc|telnet|ssh)\s(?:[^#]*[\s/@])?((?:EXTERNAL|CLUSTER|PUBLIC|POD|NODE|SERVICE)?-?IP)(?=$|[\s/:])/;
const ASKS =
  /^(?:kubectl|oc|k|curl|wget|ping|ssh|scp|nslookup|dig|nc|telnet|host|traceroute|docker|minikube|helm|az|gcloud|aws|eksctl|\/agnhost)\b/;

/** The first word of a command that its reader is to replace: `<node-ip>`, `POD_NAME`, `$[version]`, `...`. */
export function placeholderOf(command: string): string | undefined {
  const text = command.length > 20_000 ? command.slice(0, 20_000) : command;
  const [site] = SITE.exec(withoutTemplates(text)) ?? [];
  if (site !== undefined) return site;
  const angle = angleIn(text);
  if (angle !== undefined) return angle;
  const [first = ''] = text.split('\n', 1);
  if (!ASKS.test(first.trim())) return undefined;
  const shown = outsideQuotes(first);
  const [, host] = HOST.exec(first.trim()) ?? [];
  if (host !== undefined) return host;
  const [, brackets] = BRACKETS.exec(shown) ?? [];
  const [, braces] = BRACES.exec(shown) ?? [];
  const [, capitals] =
    CAPITALS.exec(shown.replaceAll(/(?:-e|--env)[= ]\S+/g, '').replaceAll(/\$\{?\w+\}?/g, '$')) ?? [];
  if (brackets ?? braces ?? capitals) return brackets ?? braces ?? capitals;
  return /\s(?:\.\.\.|…)(?:\s|$)/.test(shown) ? '...' : undefined;
}

/** Words in angle brackets that a manifest, or a command, is to be completed by. */
export function angleIn(text: string): string | undefined {
  for (const { 0: whole, 1: inner = '', index } of text.matchAll(ANGLES)) {
    const before = text.charAt(index - 1);
    if (HTML.test(inner) || before === '<' || text.includes(`</${inner.split(' ')[0]}>`) || inner === 'none') continue;
    // `<file >out` redirects: a placeholder has no space at its end.
    if (inner.endsWith(' ') || inner.startsWith(' ') || isInComment(text, index)) continue;
    return whole;
  }
  return undefined;
}

/** A value of a manifest that its author left to the reader: `tls.key: "REPLACE_WITH_KEY"`. */
export function valueToReplace(text: string): string | undefined {
  return /^\s*(?:- )?"?[\w./-]+"?:\s+["']?((?:YOUR|REPLACE|INSERT|CHANGE)[_-][A-Z0-9_-]{1,80})["']?\s*(?:#.*)?$/m.exec(
    text,
  )?.[1];
}

function isInComment(text: string, index: number): boolean {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  return /^\s*#|\s#\s/.test(text.slice(start, index));
}

/** Go templates and jsonpath are asked for, and mean themselves. */
function withoutTemplates(text: string): string {
  return text.replaceAll(/'[^']*'/g, "''").replaceAll(/(?:go-template|template|format|jsonpath)(?:=|\s+)"[^"]*"/g, '');
}

function outsideQuotes(text: string): string {
  return text.replaceAll(/'[^']*'/g, "''");
}
