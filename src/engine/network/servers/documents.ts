import type { ClusterView, Container, Pod, Resource } from '../../model/index.ts';
import type { Asked } from './server.ts';

/** The files that a static server finds, by their path below its document root; or why nobody can tell. */
export type Documents =
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, string> }
  | { readonly kind: 'unknown'; readonly because: string };

/** Where a static server reads its pages and its configuration, and the pages that its image brings. */
export interface Site {
  readonly root: string;
  readonly configuration: readonly string[];
  readonly pages: Readonly<Record<string, string>>;
}

/**
 * Works out what lies in the document root: the image's own pages, unless something is mounted there. The keys of a
 * ConfigMap are files; what any other volume holds, and what a postStart hook writes, nobody knows.
 */
export function documentsOf({ view, pod, container }: Asked, site: Site): Documents {
  if (container.lifecycle?.postStart !== undefined) {
    return unknown(`container ${container.name} has a postStart hook, which may change what it serves`);
  }
  const files = new Map(Object.entries(site.pages));
  for (const mount of mountsOf(container)) {
    if (site.configuration.some((folder) => within(mount.path, folder) || within(folder, mount.path))) {
      return unknown(
        `volume ${mount.volume} at ${mount.path} may change the configuration of container ${container.name}`,
      );
    }
    if (!within(mount.path, site.root) && !within(site.root, mount.path)) continue;
    const content = contentOf(view, pod, mount);
    if (content === undefined || !within(mount.path, site.root)) {
      return unknown(
        `what volume ${mount.volume} holds, which container ${container.name} serves, is not in the manifests`,
      );
    }
    if (mount.path === site.root) files.clear();
    for (const [file, text] of content) files.set(`${mount.path}${file}`.slice(site.root.length), text);
  }
  return { kind: 'files', files };
}

interface Mount {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string | undefined;
}

function mountsOf(container: Container): readonly Mount[] {
  return (container.volumeMounts ?? []).map(({ name, mountPath, subPath }) => ({
    volume: name,
    path: mountPath.replace(/\/+$/, ''),
    subPath,
  }));
}

/** The files of a ConfigMap volume, by their path below the mount; with a subPath the mount itself is the file. */
function contentOf(
  view: ClusterView,
  pod: Resource<Pod>,
  mount: Mount,
): readonly (readonly [string, string])[] | undefined {
  const source = pod.object.spec.volumes?.find(({ name }) => name === mount.volume)?.configMap;
  if (source === undefined) return undefined;
  const data = view.get('ConfigMap', source.name ?? '', pod.ref.namespace)?.object.data;
  if (data === undefined) return undefined;
  const entries = source.items?.map(({ key, path }) => [path, data[key]] as const) ?? Object.entries(data);
  const known = entries.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const]));
  if (mount.subPath === undefined) return known.map(([path, text]) => [`/${path}`, text]);
  const file = known.find(([path]) => path === mount.subPath);
  return file === undefined ? undefined : [['', file[1]]];
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function unknown(because: string): Documents {
  return { kind: 'unknown', because };
}
