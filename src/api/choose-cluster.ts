import type { ManifestText, WrittenObject } from '../engine/admission/index.ts';
import { decodeText, validateStructure } from '../engine/admission/index.ts';
import type { ClusterSpec, Diagnostic, FieldPath } from '../engine/model/index.ts';
import { formatLocation, SetupError } from '../engine/model/index.ts';
import {
  type ClusterFile,
  type ClusterFileSpec,
  profileHint,
  profileNamed,
  readCluster,
} from '../engine/profiles/index.ts';

/** What was said about the cluster to use. */
export interface ClusterChoice {
  readonly asked: string | ManifestText | ClusterFile | ClusterFileSpec | undefined;
  /** `curlew.yaml` beside the manifests. */
  readonly found: ManifestText | undefined;
  readonly override: ClusterFileSpec;
}

export interface ChosenCluster {
  readonly spec: ClusterSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The cluster that was asked for, else the one that lies beside the manifests, else the profile `default`. Throws a
 * SetupError, which names every fault with its place, where that cluster cannot be used.
 */
export function chooseCluster(choice: ClusterChoice): ChosenCluster {
  const written = writtenCluster(choice);
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

function writtenCluster({ asked, found }: ClusterChoice): WrittenCluster {
  if (typeof asked === 'string') return { file: profile(asked) };
  if (asked !== undefined) return isText(asked) ? fromFile(asked) : { file: fromValue(asked) };
  return found === undefined || isOfPagesAlone(found) ? { file: profile('default') } : fromFile(found);
}

/** A `curlew.yaml` that says what tutorial pages need, and nothing of a cluster. */
function isOfPagesAlone(found: ManifestText): boolean {
  const { objects, diagnostics } = decodeText(found);
  return diagnostics.length === 0 && objects.length > 0 && objects.every(({ value }) => isOfPages(value));
}

function isOfPages(value: WrittenObject['value']): boolean {
  return Object.keys(value).every((key) => key === 'doc');
}

function isText(asked: ManifestText | ClusterFile | ClusterFileSpec): asked is ManifestText {
  return typeof asked === 'object' && asked !== null && 'text' in asked;
}

/** Who is not type-checked may hand over anything. */
function fromValue(asked: ClusterFile | ClusterFileSpec): ClusterFile {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) {
    const hint = 'give a profile by its name, a Cluster, or its spec';
    throw new SetupError(`the cluster is ${JSON.stringify(asked)}`, { hint });
  }
  const file = 'kind' in asked ? asked : asFile(asked);
  const problems = validateStructure(file, CLUSTER);
  if (isClusterFile(file, problems)) return file;
  throw unusable(
    'cluster',
    problems.map((each) => problemLine(each, undefined)),
  );
}

const CLUSTER = { apiVersion: 'curlew.dev/v1', kind: 'Cluster' };

function asFile(spec: ClusterFileSpec): ClusterFile {
  return { apiVersion: 'curlew.dev/v1', kind: 'Cluster', metadata: { name: 'cluster' }, spec };
}

function profile(name: string): ClusterFile {
  const found = profileNamed(name);
  if (found !== undefined) return found;
  throw new SetupError(`no profile named "${name}"`, { hint: profileHint(name) });
}

/** A Cluster file holds a Cluster, or just `cluster: PROFILE`. */
function fromFile(source: ManifestText): WrittenCluster {
  const { objects, diagnostics } = decodeText(source);
  const [first, second] = objects.filter(({ value }) => !isOfPages(value));
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
  const problems = validateStructure(value, CLUSTER);
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
  const nameservers = [...(file.spec?.nameservers ?? []), ...(override.nameservers ?? [])];
  const { spec, problems } = readCluster({ ...file, spec: { ...file.spec, ...override, externalHosts, nameservers } });
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
