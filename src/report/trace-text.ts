import type { Trace } from '../engine/model/index.ts';
import { firstLines, firstNames, formatPort } from '../engine/model/index.ts';
import type { ConsideredJson, RuleJson } from './json/rule-json.ts';
import { type BranchJson, type HopJson, type PlaceJson, type TraceJson, traceJson } from './json/trace-json.ts';
import { inOneLine } from './terminal/index.ts';

/**
 * A trace for people: a headline, then a line for each hop with what happened, where and by which line of a manifest.
 *
 * Ways that differ only in the endpoint they lead to are shown once, with their number.
 */
export function formatTrace(trace: TraceJson): string {
  return traceText(trace, Number.POSITIVE_INFINITY);
}

/** How many ways of a kind, and how many rules that did not match, a failure shows. */
const EVIDENCE = 5;

/** As `explainTrace`, for the report of a failure: of ways and of rules that were looked at, the first few. */
export function traceEvidence(trace: Trace): string {
  return traceText(traceJson(trace), EVIDENCE);
}

function traceText(given: TraceJson, most: number): string {
  const trace = inOneLine(given);
  const groups = groupBranches(trace.branches);
  const lines = [headline(trace)];
  for (const group of groups.slice(0, most)) {
    if (groups.length > 1) lines.push(groupTitle(group, trace.branches.length));
    lines.push(...formatHops(group.first.hops, most));
    lines.push(...responseText(group.first));
    if (group.others.length > 0) lines.push(`   and so ${listed(group.others)}`);
  }
  if (groups.length > most) lines.push(` … and ${groups.length - most} more kinds of ways`);
  return `${lines.join('\n')}\n`;
}

/** As `formatTrace`, of a trace that is no JSON yet. */
export function explainTrace(trace: Trace): string {
  return formatTrace(traceJson(trace));
}

/** The headline of a trace: who connects to what, and what becomes of it. */
export function traceHeadline(trace: Trace): string {
  return headline(inOneLine(traceJson(trace))).trimEnd();
}

/** A gateway whose backend fails answers all the same; where it answers by itself its hop says so. */
function responseText({ outcome, response }: BranchJson): readonly string[] {
  return response === undefined || outcome === 'connected' ? [] : [`   so the client gets ${response.status}`];
}

const LISTED = 8;

function listed(texts: readonly string[]): string {
  return firstNames([...new Set(texts)], LISTED);
}

function headline(trace: TraceJson): string {
  const { from, to } = trace;
  const who =
    from.kind === 'Pod'
      ? `${from.namespace}/${from.name}`
      : from.kind === 'External'
        ? `outside (${from.name})`
        : from.name;
  const host = to.host.includes(':') ? `[${to.host}]` : to.host;
  const via = trace.outcome === 'connected' ? viaOf(trace.branches) : '';
  const target = to.protocol === 'ICMP' ? `${host} over ICMP` : `${host}:${formatPort(to)}`;
  return `${who} → ${target}    ${verdictOf(trace)}${via}`;
}

function verdictOf({ outcome, branches }: TraceJson): string {
  if (outcome !== 'flaky') return outcome.toUpperCase();
  const connected = branches.filter((branch) => branch.outcome === 'connected').length;
  if (connected > 0) return `FLAKY: ${connected} of ${branches.length}`;
  return [...new Set(branches.map((branch) => branch.outcome.toUpperCase()))].join(' OR ');
}

function viaOf(branches: readonly BranchJson[]): string {
  const vias = [...new Set(branches.flatMap(({ via }) => via ?? []))];
  return vias.length === 0 ? '' : ` via ${vias.join(', ')}`;
}

interface Group {
  readonly first: BranchJson;
  readonly others: readonly string[];
  readonly probability: number;
  readonly size: number;
}

/** Branches of one kind take the same stages by the same rules to the same end, and differ in addresses alone. */
function groupBranches(branches: readonly BranchJson[]): readonly Group[] {
  const groups = new Map<string, BranchJson[]>();
  for (const branch of branches) {
    const key = `${branch.outcome} ${branch.hops.map((hop) => kindOf(branch, hop)).join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [branch]);
    else group.push(branch);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const probability = others.reduce((sum, branch) => sum + branch.probability, first.probability);
    return [{ first, others: others.map(endpointText), probability, size: others.length + 1 }];
  });
}

function kindOf({ endpoint }: BranchJson, { stage, place, action, reason, rule }: HopJson): string {
  const isLast = action !== 'pass' && action !== 'rewrite';
  const answering = [`Pod ${place.pod}`, `Pod ${endpoint?.namespace}/${endpoint?.name}`];
  const object = rule === undefined ? '' : answering.includes(rule.object) ? 'the answering pod' : rule.object;
  return `${stage}:${isLast ? `${action}:${reason.code}` : ''}:${object}`;
}

function groupTitle(group: Group, total: number): string {
  const share = `${group.size} of ${total} (${Math.round(group.probability * 100)} %)`;
  return ` ${share} ${group.first.outcome}: ${endpointText(group.first)}`;
}

function endpointText({ endpoint, translated, hops }: BranchJson): string {
  if (endpoint !== null) {
    const name = endpoint.namespace === undefined ? endpoint.name : `${endpoint.namespace}/${endpoint.name}`;
    return `${name} (${translated ?? `${endpoint.ip}:${endpoint.port}`})`;
  }
  return translated ?? hops.at(-1)?.after.destination ?? 'nowhere';
}

/** A text that is wider than this does not widen its column: its rule stands on a line of its own. */
const WIDEST = 72;

function formatHops(hops: readonly HopJson[], most: number): readonly string[] {
  const rows = hops.map((hop, index) => ({
    stage: `${String(index + 1).padStart(2)} ${hop.stage}`,
    place: placeText(hop.place),
    text: sentence(hop),
    rule: hop.rule === undefined ? '' : ruleText(hop.rule),
    considered: hop.considered,
  }));
  const widthOf = (texts: readonly string[]) =>
    texts.reduce((widest, { length }) => (length > WIDEST ? widest : Math.max(widest, length)), 0);
  const stage = widthOf(rows.map((row) => row.stage));
  const place = widthOf(rows.map((row) => row.place));
  const text = widthOf(rows.filter((row) => row.rule !== '').map((row) => row.text));
  return rows.flatMap((row) => {
    const start = `${row.stage.padEnd(stage)}  ${row.place.padEnd(place)}  `;
    const isWide = row.text.length > WIDEST && row.rule !== '';
    return [
      `${start}${isWide ? row.text : `${row.text.padEnd(text)}  ${row.rule}`}`.trimEnd(),
      ...(isWide ? [`     by ${row.rule}`] : []),
      ...firstLines(row.considered.map(consideredText), most).map((line) => `     ${line}`),
    ];
  });
}

/** What was done, and why. */
function sentence({ action, reason }: HopJson): string {
  return `${VERB[action]}${reason.text}`;
}

const VERB: Readonly<Record<HopJson['action'], string>> = {
  pass: 'passed: ',
  rewrite: '',
  deliver: '',
  drop: 'dropped: ',
  reject: 'rejected: ',
  fail: 'failed: ',
};

function placeText(place: PlaceJson): string {
  if (place.pod !== undefined) return `pod ${place.pod}`;
  return place.node === undefined ? 'outside' : `node ${place.node}`;
}

/** Prints `pay.yaml:40 NetworkPolicy pay/deny-all spec.ingress[0]`. */
export function ruleText(rule: RuleJson): string {
  const place = rule.file === undefined ? '' : `${rule.file}:${rule.line} `;
  return `${place}${rule.object}${rule.path === '' ? '' : ` ${rule.path}`}`;
}

function consideredText({ rule, mismatch }: ConsideredJson): string {
  return `looked at ${ruleText(rule)}: ${mismatch}`;
}
