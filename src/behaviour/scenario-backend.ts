import type { ClusterChange } from '../api/index.ts';
import type { Backend } from '../backends/index.ts';
import { SetupError } from '../engine/model/index.ts';
import type { LoadOptions } from '../files/index.ts';
import { ManifestError } from './failure.ts';
import type { Run } from './run.ts';

/** Something that happens to a cluster: one of its own changes, or more manifests. */
export type ScenarioChange = ClusterChange | { readonly apply: Pick<LoadOptions, 'manifests' | 'texts'> };

/** Where relative paths of manifests start. */
export type Folders = Pick<LoadOptions, 'cwd' | 'beside'>;

export function foldersOf({ cwd, beside }: Folders): Folders {
  return { ...(cwd === undefined ? {} : { cwd }), ...(beside === undefined ? {} : { beside }) };
}

type Given = Pick<LoadOptions, 'manifests' | 'texts' | 'objects' | 'cluster' | 'override' | 'namespace'>;

/**
 * The backend that a scenario asks: started at the first question with what was given by then, and moved on by what
 * happened since. What is given later starts it anew, and all that happened happens again.
 */
export class ScenarioBackend {
  readonly folders: Folders;
  readonly #run: Run;
  #given: Given = {};
  #changes: readonly ScenarioChange[] = [];
  /** How many of the changes it has seen. */
  #happened = 0;
  #current: Promise<Backend> | undefined;
  /** What was started before more was given. */
  #outdated: Promise<Backend> | undefined;
  #changedByHand = false;
  #pending = false;

  constructor(run: Run, folders: Folders) {
    this.#run = run;
    this.folders = folders;
  }

  /** That of what names none: as the scenario says, else as the run does. */
  get namespace(): string {
    return this.#given.namespace ?? this.#run.settings.namespace ?? 'default';
  }

  /** Whether something was given, or happened, that no question has brought to light yet. */
  get pending(): boolean {
    return this.#pending;
  }

  /** Adds to what is given; a cluster, and nodes, take the place of others. */
  give({ manifests = [], texts = [], objects = [], cluster, override, namespace }: Given): void {
    if (this.#changedByHand) {
      throw new SetupError('the cluster is running, and a command has changed it: it is too late for a Given', {
        hint: 'give everything first, or write "When the manifests in PATH are applied"',
      });
    }
    const before = this.#given;
    if (namespace !== undefined && before.namespace !== undefined && namespace !== before.namespace) {
      throw new SetupError(`the current namespace is "${before.namespace}": a scenario has one`, {
        hint: `write what is in another one with its namespace: ${namespace}/NAME`,
      });
    }
    this.#given = {
      ...before,
      manifests: [...(before.manifests ?? []), ...manifests],
      texts: [...(before.texts ?? []), ...texts],
      objects: [...(before.objects ?? []), ...objects],
      ...(cluster === undefined ? {} : { cluster }),
      ...(override === undefined ? {} : { override: withOverride(before.override, override) }),
      ...(namespace === undefined ? {} : { namespace }),
    };
    this.#pending = true;
    this.#happened = 0;
    this.#outdated = this.#current ?? this.#outdated;
    this.#current = undefined;
  }

  happens(change: ScenarioChange): void {
    this.#changes = [...this.#changes, change];
    this.#pending = true;
  }

  /** A command made another backend of it. */
  become(backend: Backend): void {
    this.#current = Promise.resolve(backend);
    this.#changedByHand = true;
    this.#pending = true;
  }

  /** The backend as it is now. */
  current(): Promise<Backend> {
    this.#pending = false;
    let current = this.#current ?? this.#start();
    for (const change of this.#changes.slice(this.#happened)) {
      current = current.then((before) => this.#happen(before, change));
    }
    this.#happened = this.#changes.length;
    this.#current = current;
    return current;
  }

  /** Lets go of the backend, if one was started. */
  async end(): Promise<void> {
    await ended(this.#outdated);
    await ended(this.#current);
  }

  async #start(): Promise<Backend> {
    const outdated = this.#outdated;
    this.#outdated = undefined;
    await ended(outdated);
    const cluster = this.#run.settings.cluster ?? this.#given.cluster;
    const { namespace } = this;
    return this.#run.start({
      ...this.#given,
      ...(cluster === undefined ? {} : { cluster }),
      ...(namespace === 'default' ? {} : { namespace }),
      ...this.folders,
    });
  }

  async #happen(before: Backend, change: ScenarioChange): Promise<Backend> {
    try {
      if ('apply' in change) return await before.apply({ ...change.apply, namespace: this.namespace, ...this.folders });
      return await before.change(change, this.namespace);
    } catch (error) {
      // Whom a change is about may be missing because its manifest was rejected.
      if (error instanceof SetupError) raiseRejected(before);
      throw error;
    }
  }
}

/** Throws a ManifestError where not all manifests were accepted. */
export function raiseRejected(backend: Backend): void {
  const rejected = backend.diagnostics.some(({ severity }) => severity === 'error');
  if (rejected) throw new ManifestError(backend.diagnostics, (file) => backend.textOf(file));
}

/** Hosts and nameservers outside are added to those that are known. */
function withOverride(
  before: NonNullable<LoadOptions['override']> = {},
  override: NonNullable<LoadOptions['override']>,
): NonNullable<LoadOptions['override']> {
  const externalHosts = [...(before.externalHosts ?? []), ...(override.externalHosts ?? [])];
  const nameservers = [...(before.nameservers ?? []), ...(override.nameservers ?? [])];
  return {
    ...before,
    ...override,
    ...(externalHosts.length === 0 ? {} : { externalHosts }),
    ...(nameservers.length === 0 ? {} : { nameservers }),
  };
}

/** Ends a backend; one that failed to start has nothing to end. */
async function ended(backend: Promise<Backend> | undefined): Promise<void> {
  const last = await backend?.catch(() => undefined);
  await last?.end();
}
