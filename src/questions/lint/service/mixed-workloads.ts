import type { PodSpec } from '../../../engine/model/index.ts';
import { formatLabels, formatRef, repositoryOf } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { documents, serviceYaml } from '../example-manifests.ts';
import { selectorOf } from '../scene.ts';

const deployment = (name: string, tier: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: shop, tier: ${tier}}}
  template:
    metadata: {labels: {app: shop, tier: ${tier}}}
    spec: {containers: [{name: ${name}, image: example/${name}, ports: [{containerPort: 8080}]}]}
`;

export const serviceMixesWorkloads: Check = {
  code: 'service-mixes-workloads',
  severity: 'note',
  title: 'A Service sends its connections to pods of different applications',
  why: 'A selector by a label that several workloads share, such as `app: shop`, takes in all of them: a part of the connections ends at the wrong application. Versions of one application that run side by side (blue and green, a canary) are meant so; workloads with the same container images are not mentioned.',
  fix: 'Add a label to the selector that only one of the workloads has.',
  example: {
    given: documents(deployment('web', 'front'), deployment('api', 'back')),
    wrong: serviceYaml('api', 'selector: {app: shop}, ports: [{port: 8080}]'),
    right: serviceYaml('api', 'selector: {app: shop, tier: back}, ports: [{port: 8080}]'),
  },
  *find(scene) {
    for (const service of scene.written('Service')) {
      const byImages = new Map(
        scene.selectedBy(service).map((workload) => [imagesOf(workload.pods[0].object.spec), workload]),
      );
      if (byImages.size < 2) continue;
      const names = [...byImages.values()].map(({ ref }) => formatRef(ref)).sort();
      yield {
        about: service.ref,
        path: ['spec', 'selector'],
        message: `${formatLabels(selectorOf(service.object))} selects pods of different applications: ${names.join(', ')}`,
        fix: 'add a label that only one of them has',
      };
    }
  },
};

/** Without tags: another version is the same application. */
function imagesOf(spec: PodSpec | undefined): string {
  return (spec?.containers ?? []).map(({ image = '' }) => repositoryOf(image)).join();
}
