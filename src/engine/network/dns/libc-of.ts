/** The C library whose stub resolver a container's programs use. */
export type Libc = 'glibc' | 'musl';

/**
 * The C library of an image, told by its name: musl for Alpine and for every tag that names alpine or musl. Docker's
 * busybox is glibc in its default tags (uClibc before 1.35, which searches as glibc does), musl in `busybox:musl` alone
 * (docker-library/official-images library/busybox).
 */
export function libcOf(image: string): Libc {
  const path = image.replace(/@.*/, '').toLowerCase();
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /(^|[^a-z])(alpine|musl)/.test(name) ? 'musl' : 'glibc';
}
