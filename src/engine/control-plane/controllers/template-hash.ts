import type { ObjectMeta, PodTemplateSpec } from '../../model/index.ts';
import { canonicalJson, fnv32a } from '../../model/index.ts';

/** The label that tells the pods and ReplicaSets of one template of a Deployment from those of another. */
export const HASH_LABEL = 'pod-template-hash';

/** rand.SafeEncodeString of the digits 0 to 9 (apimachinery/pkg/util/rand): no other characters ever occur. */
const SAFE_DIGITS = '456789bcdf';

const hashes = new WeakMap<PodTemplateSpec, string>();

/**
 * The hash of a pod template: equal for equal templates, whatever the order of their fields, and of the real shape.
 *
 * ComputeHash in kubernetes pkg/controller/controller_utils.go hashes a Go dump, so real values differ. `collisions`
 * is the Deployment's `status.collisionCount`. The hash label itself does not count.
 */
export function templateHash(template: PodTemplateSpec, collisions = 0): string {
  if (collisions > 0) return encode(`${canonicalTemplate(template)}${collisions}`);
  const known = hashes.get(template);
  if (known !== undefined) return known;
  const hash = encode(canonicalTemplate(template));
  hashes.set(template, hash);
  return hash;
}

function encode(text: string): string {
  return [...String(fnv32a(text))].map((digit) => SAFE_DIGITS[Number(digit)]).join('');
}

/** Written manifests often hold `creationTimestamp: null`, which the API server drops. */
function canonicalTemplate({ metadata, spec }: PodTemplateSpec): string {
  const { labels, creationTimestamp: _ignored, ...rest }: ObjectMeta = metadata ?? {};
  const { [HASH_LABEL]: _own, ...others } = labels ?? {};
  return canonicalJson({ metadata: { ...rest, labels: others }, spec });
}
