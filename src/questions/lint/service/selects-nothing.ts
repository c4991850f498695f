import { compileLabels } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { podYaml, serviceYaml } from '../example-manifests.ts';
import { missOf } from '../nearest.ts';
import { selectorOf } from '../scene.ts';

export const serviceSelectsNothing: Check = {
  code: 'service-selects-nothing',
  severity: 'warning',
  title: 'A Service selects no pod',
  why: 'A Service finds its pods by all of the labels in its selector, in its own namespace. Without any, connections to it are refused, and its name resolves to an address that nobody answers. It is a note where the manifests hold no workload in its namespace.',
  fix: 'Make the selector match the labels of the pod template.',
  example: {
    given: podYaml('web', 'image: nginx'),
    wrong: serviceYaml('web', 'selector: {app: website}, ports: [{port: 80}]'),
    right: serviceYaml('web', 'selector: {app: web}, ports: [{port: 80}]'),
  },
  *find(scene) {
    for (const service of scene.written('Service')) {
      const labels = selectorOf(service.object);
      if (labels === undefined || scene.selectedBy(service).length > 0) continue;
      const selector = compileLabels(labels);
      const { namespace } = service.ref;
      const { because, severity } = missOf(selector, namespace, scene.workloads);
      yield {
        about: service.ref,
        path: ['spec', 'selector'],
        message: `selector ${selector.text} selects no pod in namespace ${namespace}${because}`,
        fix: 'write the labels of the pod template, and the namespace of its pods',
        severity,
      };
    }
  },
};
