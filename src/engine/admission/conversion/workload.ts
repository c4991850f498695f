import type { Fields } from './fields.ts';
import { fieldsOf, isFields, preset, within, without } from './fields.ts';

const INT32_MAX = 2 ** 31 - 1;

/**
 * The workloads before apps/v1: selectors and labels came from the template, and defaults were others. The defaults of
 * the old version are written out; those that apps/v1 shares are left to it.
 *
 * pkg/apis/{extensions/v1beta1,apps/v1beta1,apps/v1beta2}/{defaults,conversion}.go
 */
export function convertWorkload(object: Fields): Fields {
  const { apiVersion, kind } = object;
  const annotated = withAnnotations(object);
  if (apiVersion === 'apps/v1beta2') return annotated;
  const labelled = withTemplateLabels(annotated);
  if (kind === 'DaemonSet') return within(labelled, 'spec', (spec) => withUpdateStrategy(spec));
  if (kind === 'StatefulSet') return within(labelled, 'spec', (spec) => withUpdateStrategy(spec));
  if (kind !== 'Deployment') return labelled;
  return within(labelled, 'spec', apiVersion === 'apps/v1beta1' ? appsDeployment : extensionsDeployment);
}

/** `rollbackTo` and `templateGeneration` live on as annotations. */
function withAnnotations(object: Fields): Fields {
  const spec = fieldsOf(object['spec']);
  const rollback = spec['rollbackTo'];
  const generation = spec['templateGeneration'];
  if (rollback === undefined && generation === undefined) return object;
  const metadata = fieldsOf(object['metadata']);
  const annotations = {
    ...fieldsOf(metadata['annotations']),
    ...(isFields(rollback) && { 'deprecated.deployment.rollback.to': String(rollback['revision'] ?? 0) }),
    ...(generation !== undefined && { 'deprecated.daemonset.template.generation': String(generation) }),
  };
  return {
    ...object,
    metadata: { ...metadata, annotations },
    spec: without(spec, 'rollbackTo', 'templateGeneration'),
  };
}

function withTemplateLabels(object: Fields): Fields {
  const spec = fieldsOf(object['spec']);
  const labels = fieldsOf(fieldsOf(spec['template'])['metadata'])['labels'];
  if (!isFields(labels)) return object;
  const metadata = fieldsOf(object['metadata']);
  const own = fieldsOf(metadata['labels']);
  return {
    ...object,
    metadata: Object.keys(own).length > 0 ? metadata : { ...metadata, labels },
    spec: preset(spec, { selector: { matchLabels: labels } }),
  };
}

function withUpdateStrategy(spec: Fields): Fields {
  return within(preset(spec, { updateStrategy: {} }), 'updateStrategy', (each) => preset(each, { type: 'OnDelete' }));
}

function appsDeployment(spec: Fields): Fields {
  return preset(spec, { revisionHistoryLimit: 2 });
}

/** Without a limit or a deadline there was none. */
function extensionsDeployment(spec: Fields): Fields {
  const filled = preset(spec, { strategy: {}, progressDeadlineSeconds: INT32_MAX, revisionHistoryLimit: INT32_MAX });
  return within(filled, 'strategy', (strategy) => {
    const rolls = (strategy['type'] ?? 'RollingUpdate') === 'RollingUpdate' || isFields(strategy['rollingUpdate']);
    if (!rolls) return strategy;
    const rolling = preset(strategy, { rollingUpdate: {} });
    return within(rolling, 'rollingUpdate', (each) => preset(each, { maxUnavailable: 1, maxSurge: 1 }));
  });
}
