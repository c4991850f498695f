import { convert } from './conversion/index.ts';
import { decodeText } from './decode-text.ts';
import { formatYaml } from './format-yaml.ts';
import { identityOf } from './identity.ts';
import { isError } from './problem.ts';
import { minorOf, unservedProblem } from './versions/index.ts';

/** A text of manifests in the API versions of today. */
export interface ModernText {
  readonly text: string;
  /** What was in a version that the release has no more, in the order of the documents. */
  readonly removed: readonly { readonly apiVersion: string; readonly kind: string; readonly use: string }[];
}

/**
 * The same manifests in versions that a server of the release serves, with the meaning that they had; `undefined` where
 * nothing in the text is of a removed version, or something in it cannot be read.
 *
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export function modernText(text: string, kubernetesVersion: string): ModernText | undefined {
  const { objects, diagnostics } = decodeText({ name: 'manifest', text });
  if (diagnostics.some(isError)) return undefined;
  const minor = minorOf(kubernetesVersion);
  const converted = objects.map(({ value }) => {
    const identity = identityOf(value);
    const isRemoved = !('message' in identity) && unservedProblem(identity, minor) !== undefined;
    const { object } = isRemoved ? convert(value) : { object: value };
    return { object, isRemoved: object !== value, identity };
  });
  const removed = converted.flatMap(({ object, isRemoved, identity }) =>
    isRemoved && !('message' in identity) ? [{ ...identity, use: String(object.apiVersion) }] : [],
  );
  if (removed.length === 0) return undefined;
  return { text: converted.map(({ object }) => formatYaml(object)).join('---\n'), removed };
}
