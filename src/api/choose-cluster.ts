import { readFile, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { decodeDocument, validateStructure, type WrittenObject } from '../engine/admission/index.ts';
import type { ClusterSpec, Diagnostic, FieldPath } from '../engine/model/index.ts';
import { editDistance, formatLocation, SetupError } from '../engine/model/index.ts';
import {
  type ClusterFile,
  type ClusterFileSpec,
  profileNamed,
  profileNames,
  readCluster,
} from '../engine/profiles/index.ts';
import type { ManifestText } from './load-cluster.ts';

/** What was said about the cluster to use. */
export interface ClusterChoice {
  readonly asked: string | ManifestText | ClusterFile | ClusterFileSpec | undefined;
  /** `curlew.yaml` beside the manifests. */
  readonly found: { readonly file: string; readonly text: string } | undefined;
  readonly cwd: string;
  readonly beside: string | undefined;
  readonly override: ClusterFileSpec;
}

export interface ChosenCluster {
  readonly spec: ClusterSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The cluster that was asked for, else the one that lies beside the manifests, else the profile `default`. Rejects with
 * a SetupError, which names every fault with its place, where that cluster cannot be used.
 */
export async function chooseCluster(choice: ClusterChoice): Promise<ChosenCluster> {
  const written = await writtenCluster(choice);
  const key = JSON.stringify([written.file, choice.override]);
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const result = complete(written, choice.override);
  chosen.set(key, result);
  return result;
}

/** Equal clusters are one value, so that what was worked out for one serves all. */
const chosen = new Map<string, ChosenCluster>();

interface WrittenCluster {
  readonly file: ClusterFile;
  /** Absent for profiles and for clusters that are given as values. */
  readonly document?: WrittenObject['document'];
}

async function writtenCluster({ asked, found, cwd, beside }: ClusterChoice): Promise<WrittenCluster> {
  if (typeof asked === 'string') {
    const profile = profileNamed(asked);
    if (profile !== undefined) return { file: profile };
    return fromFile(await readClusterFile(asked, cwd, beside));
  }
  if (asked !== undefined && 'text' in asked) return fromFile(asked);
  if (asked !== undefined) return { file: 'kind' in asked ? asked : asFile(asked) };
  if (found !== undefined) return fromFile({ name: found.file, text: found.text });
  return { file: profile('default') };
}

function asFile(spec: ClusterFileSpec): ClusterFile {
  return { apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name: 'cluster' }, spec };
}

function profile(name: string): ClusterFile {
  const found = profileNamed(name);
  if (found !== undefined) return found;
  throw new SetupError(`no profile named "${name}"`, { hint: profileHint(name) });
}

/** The profile that was meant, if one is near; and all that there are. */
function profileHint(name: string): string {
  const near = profileNames.find((each) => editDistance(each, name.toLowerCase()) <= 2);
  return `${near === undefined ? '' : `did you mean "${near}"? `}there are: ${profileNames.join(', ')}`;
}

async function readClusterFile(path: string, cwd: string, beside: string | undefined): Promise<ManifestText> {
  for (const base of beside === undefined ? [cwd] : [cwd, resolve(cwd, beside)]) {
    const absolute = resolve(base, path);
    if (!(await isFile(absolute))) continue;
    return { name: relative(cwd, absolute).replaceAll('\\', '/'), text: await readFile(absolute, 'utf8') };
  }
  throw new SetupError(`no profile and no Cluster file named "${path}"`, {
    hint: profileHint(path),
  });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** A Cluster file holds a Cluster, or just `cluster: PROFILE`. */
function fromFile(source: ManifestText): WrittenCluster {
  const { objects, diagnostics } = decodeDocument(source);
  const [first, second] = objects;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw unusable(source.name, errors.map(lineOf));
  if (first === undefined || second !== undefined)
    throw unusable(source.name, [`${source.name}: it must hold one Cluster`]);
  const { value, document } = first;
  if (value['kind'] === undefined && typeof value['cluster'] === 'string') {
    const named = profileNamed(value['cluster']);
    if (named !== undefined) return { file: named };
    const at = formatLocation(document.locate(['cluster']));
    throw unusable(source.name, [`${at}: no profile named "${value['cluster']}" (${profileHint(value['cluster'])})`]);
  }
  const problems = validateStructure(value, { apiVersion: 'curlew.dev/v1', kind: 'Cluster' });
  if (isClusterFile(value, problems)) return { file: value, document };
  throw unusable(
    source.name,
    problems.map((each) => problemLine(each, document)),
  );
}

/** The schema says the same as the type: what has no problems has the type. */
function isClusterFile(_value: object, problems: readonly ProblemLike[]): _value is ClusterFile {
  return problems.length === 0;
}

function complete({ file, document }: WrittenCluster, override: ClusterFileSpec): ChosenCluster {
  const externalHosts = [...(file.spec?.externalHosts ?? []), ...(override.externalHosts ?? [])];
  const { spec, problems } = readCluster({ ...file, spec: { ...file.spec, ...override, externalHosts } });
  const errors = problems.filter(({ severity }) => severity !== 'warning' && severity !== 'note');
  if (errors.length > 0)
    throw unusable(
      file.metadata.name,
      errors.map((each) => problemLine(each, document)),
    );
  const diagnostics = problems.map(
    ({ code, message, hint, path, severity = 'warning' }): Diagnostic => ({
      code,
      severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(document === undefined ? {} : { at: document.locate(path) }),
    }),
  );
  return { spec, diagnostics };
}

interface ProblemLike {
  readonly path: FieldPath;
  readonly message: string;
  readonly hint?: string;
  readonly onKey?: boolean;
}

function problemLine(problem: ProblemLike, document: WrittenCluster['document']): string {
  const at = document?.locate(problem.path, problem.onKey === true ? 'key' : 'value');
  return `${at === undefined ? '' : `${formatLocation(at)}: `}${problem.message}${problem.hint === undefined ? '' : ` (${problem.hint})`}`;
}

function lineOf({ at, message, hint }: Diagnostic): string {
  return `${at === undefined ? '' : `${formatLocation(at)}: `}${message}${hint === undefined ? '' : ` (${hint})`}`;
}

function unusable(name: string, lines: readonly string[]): SetupError {
  return new SetupError(`the cluster of ${name} cannot be used\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
