import type { PodSpec } from '../written.ts';
import { each, fillAbsent, fillZero, update } from './fill.ts';

type Volume = NonNullable<PodSpec['volumes']>[number];
type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number];

const MODE = { defaultMode: 0o644 };
const HOST_PATH = { type: '' };
const TOKEN = { expirationSeconds: 3600 };

/** Defaults of a volume; one without any source is an emptyDir (SetDefaults_Volume in pkg/apis/core/v1/defaults.go). */
export function defaultVolume(volume: Volume): Volume {
  if (Object.keys(volume).every((key) => key === 'name')) return { ...volume, emptyDir: {} };
  let result = update(volume, 'secret', (source) => fillAbsent(source, MODE));
  result = update(result, 'configMap', (source) => fillAbsent(source, MODE));
  result = update(result, 'downwardAPI', (source) => {
    const items = update(source, 'items', (list) =>
      each(list, (item) => update(item, 'fieldRef', (field) => fillZero(field, { apiVersion: 'v1' }))),
    );
    return fillAbsent(items, MODE);
  });
  result = update(result, 'hostPath', (source) => fillAbsent(source, HOST_PATH));
  return update(result, 'projected', (source) => {
    const sources = update(source, 'sources', (list) => each(list, defaultProjection));
    return fillAbsent(sources, MODE);
  });
}

function defaultProjection(projection: Projection): Projection {
  return update(projection, 'serviceAccountToken', (token) => fillAbsent(token, TOKEN));
}
