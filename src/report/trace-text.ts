import type { Branch, Considered, Hop, Place, RuleRef, Trace } from '../model/index.ts';

/**
 * A trace for people: a headline, then a line for each hop with what happened, where and by which line of a manifest.
 *
 * Ways that differ only in the endpoint they lead to are shown once, with their number.
 */
export function formatTrace(trace: Trace): string {
  const groups = groupBranches(trace.branches);
  const lines = [headline(trace)];
  for (const group of groups) {
    if (groups.length > 1) lines.push(groupTitle(group, trace.branches.length));
    lines.push(...formatHops(group.first.hops));
    if (group.others.length > 0) lines.push(`   and so ${group.others.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}

function headline(trace: Trace): string {
  const { from, to } = trace;
  const who =
    from.kind === 'Pod'
      ? `${from.namespace}/${from.name}`
      : from.kind === 'External'
        ? `outside (${from.name})`
        : from.name;
  const host = to.host.includes(':') ? `[${to.host}]` : to.host;
  const connected = trace.branches.filter(({ outcome }) => outcome === 'connected').length;
  const verdict =
    trace.outcome === 'flaky' ? `FLAKY: ${connected} of ${trace.branches.length}` : trace.outcome.toUpperCase();
  const via = trace.outcome === 'connected' ? viaOf(trace.branches) : '';
  return `${who} → ${host}:${to.port}/${to.protocol}    ${verdict}${via}`;
}

function viaOf(branches: readonly Branch[]): string {
  const vias = [...new Set(branches.flatMap(({ via }) => via ?? []))];
  return vias.length === 0 ? '' : ` via ${vias.join(', ')}`;
}

interface Group {
  readonly first: Branch;
  readonly others: readonly string[];
  readonly probability: number;
  readonly size: number;
}

/** Branches of one kind take the same stages to the same end and differ in addresses alone. */
function groupBranches(branches: readonly Branch[]): readonly Group[] {
  const groups = new Map<string, Branch[]>();
  for (const branch of branches) {
    const key = `${branch.outcome} ${branch.hops.map((hop) => `${hop.stage}:${hop.action}:${hop.reason.code}:${hop.rule?.object ?? ''}`.replace(/Pod \S+/, 'Pod')).join(' ')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [branch]);
    else group.push(branch);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            first,
            others: others.map((branch) => endpointText(branch)),
            probability: [first, ...others].reduce((sum, branch) => sum + branch.probability, 0),
            size: others.length + 1,
          },
        ],
  );
}

function groupTitle(group: Group, total: number): string {
  const share = `${group.size} of ${total} (${Math.round(group.probability * 100)} %)`;
  return ` ${share} ${group.first.outcome}: ${endpointText(group.first)}`;
}

function endpointText({ endpoint, translated, hops }: Branch): string {
  if (endpoint !== null) {
    const name = endpoint.namespace === undefined ? endpoint.name : `${endpoint.namespace}/${endpoint.name}`;
    return `${name} (${translated ?? `${endpoint.ip}:${endpoint.port}`})`;
  }
  return translated ?? hops.at(-1)?.after.destination ?? 'nowhere';
}

function formatHops(hops: readonly Hop[]): readonly string[] {
  const rows = hops.map((hop, index) => [
    `${String(index + 1).padStart(2)} ${hop.stage}`,
    placeText(hop.place),
    `${VERB[hop.action]}${hop.reason.text}`,
    hop.rule === undefined ? '' : ruleText(hop.rule),
  ]);
  const widths = [0, 1, 2].map((column) => Math.min(72, Math.max(...rows.map((row) => row[column]?.length ?? 0))));
  return rows.flatMap((row, index) => [
    row
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell))
      .join('  ')
      .trimEnd(),
    ...(hops[index]?.considered ?? []).map(consideredText),
  ]);
}

const VERB: Readonly<Record<Hop['action'], string>> = {
  pass: 'passed: ',
  rewrite: '',
  deliver: '',
  drop: 'dropped: ',
  reject: 'rejected: ',
  fail: 'failed: ',
};

function placeText(place: Place): string {
  if (place.pod !== undefined) return `pod ${place.pod}`;
  return place.node === undefined ? 'outside' : `node ${place.node}`;
}

/** Prints `pay.yaml:40 NetworkPolicy pay/deny-all spec.ingress[0]`. */
export function ruleText(rule: RuleRef): string {
  const place = rule.file === undefined ? '' : `${rule.file}:${rule.line} `;
  return `${place}${rule.object}${rule.path === '' ? '' : ` ${rule.path}`}`;
}

function consideredText({ rule, mismatch }: Considered): string {
  return `     looked at ${ruleText(rule)}: ${mismatch}`;
}
