import { decodeText, type ManifestText, nearestName, type WrittenObject } from '../../engine/admission/index.ts';
import { type Diagnostic, type FieldPath, formatLocation, SetupError } from '../../engine/model/index.ts';
import { profileHint, profileNamed } from '../../engine/profiles/index.ts';
import { joinInside } from './inside-path.ts';
import { NO_SETTINGS, type PageSettings } from './page-settings.ts';
import { parseWhere } from './where.ts';

/** What a `curlew.yaml` says that pages need. */
export interface ReadSettings {
  readonly doc: PageSettings;
  /** A profile's name, or the path of a Cluster file from this file's folder; absent where the file says neither. */
  readonly cluster?: string;
  /** Whether the file holds a Cluster of its own, beside what it says of pages. */
  readonly isCluster: boolean;
}

/**
 * Reads the `doc:` and `cluster:` of a `curlew.yaml`. Throws a SetupError that names every fault with its place, as for a
 * Cluster file. Paths are relative to the file's folder, and none may leave it.
 */
export function readPageSettings(source: ManifestText): ReadSettings {
  const { objects, diagnostics } = decodeText(source);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const lines = errors.map(({ at, message, hint }: Diagnostic) => {
    return `${at === undefined ? source.name : formatLocation(at)}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
  const clusters = objects.filter(({ value }) => value['kind'] === 'Cluster');
  const others = objects.filter(({ value }) => value['kind'] !== 'Cluster');
  const [first] = others;
  const [second] = others.slice(1).concat(clusters.slice(1));
  if (lines.length === 0 && second !== undefined)
    lines.push(`${formatLocation(second.document.location)}: it says the same twice (keep one Cluster, and one doc:)`);
  if (lines.length > 0) throw unusable(source, lines);
  if (first === undefined) return { doc: NO_SETTINGS, isCluster: clusters.length > 0 };
  const reader = new Reader(first);
  const read = reader.read(clusters.length > 0);
  if (reader.lines.length > 0) throw unusable(source, reader.lines);
  return { ...read, isCluster: clusters.length > 0 };
}

function unusable({ name }: ManifestText, lines: readonly string[]): SetupError {
  return new SetupError(`the settings of ${name} cannot be used\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

const FIELDS = ['host', 'files', 'urls', 'includes', 'paths', 'variables', 'env', 'manifests'] as const;

class Reader {
  readonly lines: string[] = [];
  readonly #written: WrittenObject;

  constructor(written: WrittenObject) {
    this.#written = written;
  }

  read(hasCluster: boolean): { readonly doc: PageSettings; readonly cluster?: string } {
    const { value } = this.#written;
    for (const key of Object.keys(value))
      if (key !== 'doc' && key !== 'cluster') this.#unknown([key], ['cluster', 'doc']);
    const cluster = value['cluster'] === undefined ? undefined : this.#cluster(value['cluster'], hasCluster);
    return { doc: this.#doc(value['doc']), ...(cluster !== undefined && { cluster }) };
  }

  #fault(path: FieldPath, message: string, on: 'key' | 'value' = 'value'): undefined {
    this.lines.push(`${formatLocation(this.#written.document.locate(path, on))}: ${message}`);
    return undefined;
  }

  #unknown(path: FieldPath, known: readonly string[]): void {
    const name = String(path.at(-1));
    const near = nearestName(name, known)?.name;
    const hint = near === undefined ? `there are ${known.join(', ')}` : `did you mean "${near}"?`;
    this.#fault(path, `unknown field "${path.join('.')}" (${hint})`, 'key');
  }

  #cluster(value: unknown, hasCluster: boolean): string | undefined {
    const path: FieldPath = ['cluster'];
    if (hasCluster) return this.#fault(path, 'cluster: the file holds a Cluster already (keep one of them)', 'key');
    if (typeof value !== 'string' || value === '')
      return this.#fault(
        path,
        `cluster: it must be a profile's name, or a Cluster file's path, and is ${shown(value)}`,
      );
    if (profileNamed(value) !== undefined) return value;
    if (!/\.(?:ya?ml|json)$/.test(value))
      return this.#fault(path, `no profile named "${value}" (${profileHint(value)})`);
    return this.#inside(value, path);
  }

  #doc(value: unknown): PageSettings {
    if (value === undefined || value === null) return NO_SETTINGS;
    if (!isMap(value)) {
      this.#fault(['doc'], `doc: it must be a mapping, and is ${shown(value)}`);
      return NO_SETTINGS;
    }
    for (const key of Object.keys(value))
      if (!FIELDS.some((field) => field === key)) this.#unknown(['doc', key], FIELDS);
    const host = this.#host(value['host']);
    return {
      ...(host !== undefined && { host }),
      files: this.#paths(value['files'], 'files'),
      urls: this.#folders(value['urls'], 'urls', (key) =>
        /^https?:\/\/[^/\s]+/.test(key) ? undefined : 'must begin with http:// or https://, and name a host',
      ),
      includes: this.#folders(value['includes'], 'includes'),
      paths: this.#folders(value['paths'], 'paths'),
      variables: this.#texts(value['variables'], 'variables'),
      env: this.#texts(value['env'], 'env', (key) =>
        /^[A-Za-z_]\w*$/.test(key) ? undefined : 'is no name of a variable',
      ),
      manifests: this.#paths(value['manifests'], 'manifests'),
    };
  }

  #host(value: unknown): PageSettings['host'] {
    if (value === undefined || value === null) return undefined;
    const where = typeof value === 'string' ? parseWhere(value) : undefined;
    return (
      where ??
      this.#fault(
        ['doc', 'host'],
        `doc.host: ${shown(value)} names no place (host, node NAME, pod NAMESPACE/NAME, or outside)`,
      )
    );
  }

  #paths(value: unknown, field: string): readonly string[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.#fault(['doc', field], `doc.${field}: it must be a list of paths, and is ${shown(value)}`);
      return [];
    }
    return value.flatMap((each: unknown, index) => {
      const path: FieldPath = ['doc', field, index];
      if (typeof each === 'string' && each !== '') return this.#inside(each, path) ?? [];
      this.#fault(path, `doc.${field}[${index}]: it must be a path, and is ${shown(each)}`);
      return [];
    });
  }

  #folders(
    value: unknown,
    field: string,
    check?: (key: string) => string | undefined,
  ): Readonly<Record<string, string>> {
    const texts = Object.entries(this.#texts(value, field, check));
    return Object.fromEntries(
      texts.flatMap(([key, text]) => {
        const inside = this.#inside(text, ['doc', field, key]);
        return inside === undefined ? [] : [[key, inside]];
      }),
    );
  }

  #texts(value: unknown, field: string, check?: (key: string) => string | undefined): Readonly<Record<string, string>> {
    if (value === undefined || value === null) return {};
    if (!isMap(value)) {
      this.#fault(['doc', field], `doc.${field}: it must be a mapping of names to texts, and is ${shown(value)}`);
      return {};
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) => {
        const path: FieldPath = ['doc', field, key];
        const fault = check?.(key);
        if (fault !== undefined) this.#fault(path, `doc.${field}: "${key}" ${fault}`, 'key');
        if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean')
          return [[key, String(each)]];
        this.#fault(path, `doc.${field}: the value of "${key}" must be a text, and is ${shown(each)}`);
        return [];
      }),
    );
  }

  /** A path as it is from the file's folder; a fault where it leaves that. */
  #inside(text: string, path: FieldPath): string | undefined {
    const inside = /^(?:[/\\~]|[A-Za-z]:)/.test(text) ? undefined : joinInside(text);
    return (
      inside ??
      this.#fault(
        path,
        `${path.filter((each) => typeof each === 'string').join('.')}: "${text}" leaves the folder of the settings (name a path inside of it)`,
      )
    );
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === null ? 'empty' : (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
