import type { KnownTokens } from './known.ts';

/**
 * What a controller puts behind a name: a hash of the template, and five letters or digits of chance. The hash was a
 * number until 1.8: kubernetes `pkg/controller/controller_utils.go` `ComputeHash`, and
 * `staging/src/k8s.io/apiserver/pkg/storage/names/generate.go`.
 */
const SUFFIX = /^(?:[0-9a-z]{5,10}-)?[0-9a-z]{5}$|^[0-9a-z]{8,10}$|^\d{8}(?:-[0-9a-z]{5})?$|^[xX<].*$/;

/** Letters that today's generated suffixes are made of: no vowels, and no digits that look like letters. */
const SAFE =
  /^(?:[bcdfghjklmnpqrstvwxz2456789]{5,10}-)?[bcdfghjklmnpqrstvwxz2456789]{5}$|^[bcdfghjklmnpqrstvwxz2456789]{8,10}$/;

/** Whether the page's name may be that of the cluster's generated name: the same beginning, another suffix. */
export function isSameGenerated(page: string, cluster: string, known: KnownTokens): boolean {
  if (page === cluster) return true;
  const base = known.baseOf(cluster) ?? guessedBase(cluster);
  if (base === undefined || !page.startsWith(`${base}-`)) return false;
  return SUFFIX.test(page.slice(base.length + 1));
}

/** The beginning of a name whose end only chance makes, for a name that nobody knows. */
function guessedBase(name: string): string | undefined {
  const parts = name.split('-');
  for (const taken of [2, 1]) {
    const suffix = parts.slice(-taken).join('-');
    if (parts.length > taken && SAFE.test(suffix) && /\d/.test(suffix)) return parts.slice(0, -taken).join('-');
  }
  return undefined;
}
