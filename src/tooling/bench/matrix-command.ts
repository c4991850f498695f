import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { LargeCluster } from '../../engine/network/policy/testing/large-cluster.ts';
import { compareConnections } from './compare-connections.ts';
import { type Cost, costOf, growth, human, mebibytes, sizeText } from './measure.ts';
import { writeManifests } from './write-manifests.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Seconds after which a process is stopped. */
const PATIENCE = 180;

/** `curlew matrix` and, where it is installed, netpol-analyzer on the same manifests: whole processes, YAML to JSON. */
export async function* benchMatrixCommand(sizes: readonly LargeCluster[]): AsyncGenerator<string> {
  const peer = peerCommand();
  const costs: Costs[] = [];
  for (const size of sizes) {
    const found = await measure(size, peer);
    costs.push(found);
    const { ours, theirs, comparison } = found;
    const other = theirs === undefined ? [] : [costText('netpol-analyzer', theirs)];
    const texts = [costText('curlew', ours), ...other, ...(comparison === undefined ? [] : [comparison])];
    yield `matrix, ${sizeText(size.pods, size.policies)}, whole process: ${texts.join('; ')}`;
  }
  const pods = sizes.map((size) => size.pods);
  const ours = growthText(
    'curlew',
    pods,
    costs.map((each) => each.ours),
  );
  const theirs = growthText(
    'netpol-analyzer',
    pods,
    costs.flatMap((each) => each.theirs ?? []),
  );
  const missing = 'netpol-analyzer is not at hand (NETPOL_ANALYZER is where its binary is)';
  yield `matrix, where n pods have n / 10 policies: ${ours}; ${peer === undefined ? missing : theirs}`;
}

interface Costs {
  readonly ours: Cost;
  readonly theirs?: Cost;
  /** Of what both said, where both came to an end. */
  readonly comparison?: string;
}

async function measure(size: LargeCluster, peer: string | undefined): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), 'curlew-bench-'));
  try {
    const { manifests, cluster } = writeManifests(folder, size);
    const [oursFile, theirsFile] = [join(folder, 'ours.json'), join(folder, 'theirs.json')];
    const curlew = [join(ROOT, 'dist/cli.js'), 'matrix', '-o', 'json', '-f', manifests, '--cluster', cluster];
    const ours = await costOf(process.execPath, curlew, { output: oursFile, patience: PATIENCE });
    if (peer === undefined) return { ours };
    const list = ['list', '-q', '-o', 'json', '--dirpath', manifests];
    const theirs = await costOf(peer, list, { output: theirsFile, patience: PATIENCE });
    if (!ours.isEnded || !theirs.isEnded) return { ours, theirs };
    return { ours, theirs, comparison: compareConnections(oursFile, theirsFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function peerCommand(): string | undefined {
  const named = process.env.NETPOL_ANALYZER;
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => [join(folder, 'netpol-analyzer'), join(folder, 'k8snetpolicy')]);
  return candidates.find((candidate) => existsSync(candidate));
}

function costText(name: string, { seconds, peak, isEnded }: Cost): string {
  return `${name} ${isEnded ? human(seconds) : `stopped after ${human(seconds)}`}, peak ${mebibytes(peak)}`;
}

/** Of the sizes that came to an end, which are the first ones. */
function growthText(name: string, pods: readonly number[], costs: readonly Cost[]): string {
  const ended = costs.filter(({ isEnded }) => isEnded);
  const power = (figure: (cost: Cost) => number): string => growth(pods, ended.map(figure));
  return `${name} time ${power(({ seconds }) => seconds)}, memory ${power(({ peak }) => peak)}`;
}
