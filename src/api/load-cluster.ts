import { stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { ManifestSource, ReadManifests, ReadOptions } from '../engine/admission/index.ts';
import { readManifests } from '../engine/admission/index.ts';
import { applyObjects, type Simulation, startCluster } from '../engine/control-plane/index.ts';
import type { Diagnostic, Resource } from '../engine/model/index.ts';
import type { ClusterFile, ClusterFileSpec } from '../engine/profiles/index.ts';
import { type ClusterChoice, chooseCluster } from './choose-cluster.ts';

/** Manifests in a text, and where the text stands. */
export interface ManifestText {
  readonly text: string;
  /** The file's name in diagnostics. */
  readonly name: string;
  /** How many lines of the file stand before the text. */
  readonly linesBefore?: number;
  /** How many columns were taken from the start of each line. */
  readonly columnsBefore?: number;
}

/** Where manifests come from. */
export interface ManifestOptions {
  /** Files, folders (with their subfolders), globs, or `-` for `stdin`. */
  readonly manifests?: readonly string[];
  /** YAML or JSON, one or more documents. */
  readonly yaml?: string;
  readonly texts?: readonly ManifestText[];
  readonly objects?: readonly object[];
  /** What relative paths are relative to: the working directory unless said otherwise. */
  readonly cwd?: string;
  /** A second folder to look for relative paths in: that of a feature file. */
  readonly beside?: string;
  /** What `-` stands for. */
  readonly stdin?: string;
}

export interface LoadOptions extends ManifestOptions {
  /**
   * A profile's name, a Cluster file, its text, or the cluster itself. Default: what `curlew.yaml` beside the manifests says,
   * else the profile `default`.
   */
  readonly cluster?: string | ManifestText | ClusterFile | ClusterFileSpec;
  /** Replaces the nodes of the cluster that was chosen, and adds to the hosts outside that it knows. */
  readonly override?: Pick<ClusterFileSpec, 'nodes' | 'externalHosts'>;
}

/** A cluster at rest, with the manifests applied, and everything that was said on the way. */
export interface LoadedCluster {
  readonly simulation: Simulation;
  /** What was rejected for values on which no policy depends, and pods of nodes that are not there. */
  readonly absent: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
}

/** Reads and applies what the options name; rejects with a SetupError for a path or a profile that is not there. */
export async function loadCluster(options: LoadOptions): Promise<LoadedCluster> {
  const choice: Omit<ClusterChoice, 'found'> = {
    asked: options.cluster,
    cwd: options.cwd ?? process.cwd(),
    beside: options.beside,
    override: options.override ?? {},
  };
  // The manifests may bring the cluster along, whose version decides what is valid in them.
  const choose = (found: ClusterChoice['found']) => chooseCluster({ ...choice, found });
  const read = await readResources(options, async (found) => (await choose(found)).spec.kubernetesVersion);
  const { spec, diagnostics } = await choose(read.clusterFile);
  const simulation = applyObjects(startCluster(spec), read.resources);
  return {
    simulation,
    diagnostics: [...diagnostics, ...read.diagnostics],
    absent: [...read.faulty, ...notTaken(simulation, read.resources)],
    files: read.files,
  };
}

/**
 * What was written and is not there: pods that the cluster deleted, because the node that they name is not one of its
 * own, and Services that ask for an address or a node port that is taken.
 */
export function notTaken({ state }: Simulation, resources: readonly Resource[]): readonly Resource[] {
  return resources.filter(({ ref }) => ['Pod', 'Service'].includes(ref.kind) && state.getAny(ref) === undefined);
}

/** Reads manifests as the API server would admit them; rejects with a SetupError for a path that leads nowhere. */
export async function readResources(
  options: ManifestOptions,
  kubernetesVersion: NonNullable<ReadOptions['kubernetesVersion']>,
): Promise<ReadManifests> {
  const { cwd = process.cwd(), stdin } = options;
  const sources = await sourcesOf(options, cwd);
  return readManifests(sources, { cwd, kubernetesVersion, ...(stdin === undefined ? {} : { stdin }) });
}

async function sourcesOf(options: ManifestOptions, cwd: string): Promise<readonly ManifestSource[]> {
  const { manifests = [], yaml, texts = [], objects, beside } = options;
  const paths = await Promise.all(manifests.map((path) => findBeside(path, cwd, beside)));
  return [
    ...paths.map((path): ManifestSource => ({ kind: 'path', path })),
    ...texts.map((text): ManifestSource => ({ kind: 'text', ...text })),
    ...(yaml === undefined ? [] : [{ kind: 'text', name: 'yaml', text: yaml } as const]),
    ...(objects === undefined ? [] : [{ kind: 'objects', objects } as const]),
  ];
}

/** A relative path is one of the working directory's, else of the second folder's where only that has it. */
async function findBeside(path: string, cwd: string, beside: string | undefined): Promise<string> {
  if (beside === undefined || path === '-' || (await exists(resolve(cwd, path)))) return path;
  const other = resolve(cwd, beside, path);
  return (await exists(other)) || !(await exists(resolve(cwd, firstFolder(path)))) ? relative(cwd, other) : path;
}

/** The part of a glob in front of its first wildcard. */
function firstFolder(path: string): string {
  return dirname(path.replace(/[*?{[].*$/, 'x'));
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
