import type { Fields } from './fields.ts';
import { eachWithin, fieldsOf, within } from './fields.ts';

/**
 * HorizontalPodAutoscalers of autoscaling/v2beta1, whose metrics name their targets in flat fields; v2beta2 already
 * has the shape of v2.
 *
 * pkg/apis/autoscaling/v2beta1/conversion.go
 */
export function convertAutoscaler(object: Fields): Fields {
  if (object['apiVersion'] !== 'autoscaling/v2beta1') return object;
  return within(object, 'spec', (spec) => eachWithin(spec, 'metrics', convertMetric));
}

function convertMetric(metric: Fields): Fields {
  let result = metric;
  for (const source of ['resource', 'containerResource']) result = within(result, source, convertResource);
  result = within(result, 'pods', ({ metricName, selector, targetAverageValue }) => ({
    metric: metricOf(metricName, selector),
    target: { type: 'AverageValue', averageValue: targetAverageValue },
  }));
  result = within(result, 'object', ({ metricName, selector, target, targetValue, averageValue }) => ({
    describedObject: fieldsOf(target),
    metric: metricOf(metricName, selector),
    target: targetOf(targetValue, averageValue),
  }));
  return within(result, 'external', ({ metricName, metricSelector, targetValue, targetAverageValue }) => ({
    metric: metricOf(metricName, metricSelector),
    target: targetOf(targetValue, targetAverageValue),
  }));
}

function convertResource({ targetAverageUtilization, targetAverageValue, ...rest }: Fields): Fields {
  const target =
    targetAverageUtilization === undefined
      ? { type: 'AverageValue', averageValue: targetAverageValue }
      : { type: 'Utilization', averageUtilization: targetAverageUtilization };
  return { ...rest, target };
}

function metricOf(name: unknown, selector: unknown): Fields {
  return selector === undefined ? { name } : { name, selector };
}

function targetOf(value: unknown, averageValue: unknown): Fields {
  return averageValue === undefined ? { type: 'Value', value } : { type: 'AverageValue', averageValue };
}
