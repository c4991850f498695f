/**
 * The repository of an image reference, without registry host, `library/`, tag and digest:
 * `docker.io/library/nginx:1.27@sha256:…` is `nginx`. A leading part is a host when it has a dot or a port, or is
 * `localhost` (github.com/distribution/reference, normalize.go).
 */
export function repositoryOf(image: string): string {
  const parts = (image.split('@')[0] ?? '').split('/');
  const first = parts[0] ?? '';
  if (parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')) parts.shift();
  if (parts.length > 1 && parts[0] === 'library') parts.shift();
  return parts.join('/').replace(/:[^/]*$/, '');
}

/**
 * Reports whether a reference is the image of that name under any registry or mirror: of `nginx` are
 * `mirror.gcr.io/library/nginx:1.27` and `harbor.example.com/docker/library/nginx`, of `bitnami/nginx`
 * `harbor.example.com/proxy/bitnami/nginx`; `acme/nginx` is neither.
 */
export function isImage(image: string, name: string): boolean {
  const repository = repositoryOf(image);
  return repository === name || repository.endsWith(`/${name.includes('/') ? name : `library/${name}`}`);
}

/** The tag of an image reference, or `undefined` where it has none (which means `latest`, unless it has a digest). */
export function tagOf(image: string): string | undefined {
  return /:([^/:]+)$/.exec(image.split('@')[0] ?? '')?.[1];
}
