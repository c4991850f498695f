import { join } from 'node:path';
import { Project } from 'ts-morph';

/** Quantities that came after Kubernetes 1.30, the version of `kubernetes-types`. */
const SINCE_1_30 = [
  'v1.CapacityRequestPolicy.default',
  'v1.CapacityRequestPolicy.validValues',
  'v1.CapacityRequestPolicyRange.max',
  'v1.CapacityRequestPolicyRange.min',
  'v1.CapacityRequestPolicyRange.step',
  'v1.CapacityRequirements.requests',
  'v1.Counter.value',
  'v1.DeviceCapacity.value',
  'v1.DeviceRequestAllocationResult.consumedCapacity',
  'v2.HPAScalingRules.tolerance',
];

/**
 * The fields that hold a quantity, or a map or list of them, as `v1.ResourceRequirements.limits`. The client declares
 * them as strings; `kubernetes-types` tells them apart.
 */
export function readQuantityFields(typesFolder: string): ReadonlySet<string> {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  const fields = new Set(SINCE_1_30);
  for (const source of project.addSourceFilesAtPaths(join(typesFolder, '*', 'v*.d.ts'))) {
    const version = source.getBaseName().replace('.d.ts', '');
    for (const declaration of source.getInterfaces()) {
      for (const property of declaration.getProperties()) {
        if (!/\bQuantity\b/.test(property.getTypeNode()?.getText() ?? '')) continue;
        fields.add(`${version}.${declaration.getName()}.${property.getName()}`);
      }
    }
  }
  return fields;
}
