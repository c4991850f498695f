import { join } from 'node:path';
import { Project } from 'ts-morph';

/**
 * What OpenAPI calls required, and an object may be without: validation takes a StatefulSet without a Service
 * (ValidateStatefulSetSpec in pkg/apis/apps/validation), and the uid of an owner no manifest can know.
 */
const NOT_DEMANDED: readonly string[] = ['v1.OwnerReference.uid', 'v1.StatefulSetSpec.serviceName'];

/** What OpenAPI leaves optional, and validation demands (pkg/apis/{core,apps,batch}/validation). */
const DEMANDED: readonly string[] = [
  ...['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].map((kind) => `v1.${kind}.spec`),
  'v1.JobTemplateSpec.spec',
  'v1.PodTemplateSpec.spec',
  'v1.ReplicaSetSpec.template',
  'v1.ReplicationController.spec',
  'v1.ReplicationControllerSpec.template',
];

/** The fields that an admitted object cannot be without, as `v1.Container.name`. */
export function readDemandedFields(typesFolder: string): ReadonlySet<string> {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  const fields = new Set(DEMANDED);
  for (const source of project.addSourceFilesAtPaths(join(typesFolder, '*', 'v*.d.ts'))) {
    const version = source.getBaseName().replace('.d.ts', '');
    for (const declaration of source.getInterfaces()) {
      for (const property of declaration.getProperties()) {
        if (!property.hasQuestionToken()) fields.add(`${version}.${declaration.getName()}.${property.getName()}`);
      }
    }
  }
  for (const field of NOT_DEMANDED) fields.delete(field);
  return fields;
}
