import type { Labels } from '../../engine/model/index.ts';
import { KubectlError } from './kubectl-error.ts';

/** Reads `app=web,tier=front` (ParseLabels in kubernetes staging/src/k8s.io/kubectl/pkg/generate/generate.go). */
export function parseLabels(text: string): Labels {
  const labels: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const [key = '', value, ...more] = pair.split('=');
    if (key === '' || value === undefined || more.length > 0) throw new KubectlError(`unexpected label spec: ${pair}`);
    labels[key] = value;
  }
  return labels;
}
