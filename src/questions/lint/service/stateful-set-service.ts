import { formatRef, isExternalName } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { serviceYaml } from '../example-manifests.ts';
import { selectorOf } from '../scene.ts';

export const statefulSetService: Check = {
  code: 'stateful-set-service',
  severity: 'warning',
  title: 'The Service that should name the pods of a StatefulSet does not',
  why: "A StatefulSet's pods are known as `db-0.SERVICE` by the Service, as a rule a headless one, that `serviceName` names. Nobody makes that Service: without it, with another name, as an alias of another host or with a selector that misses the pods, these names do not resolve. A cluster IP does them no harm: the DNS answers for the pods below it too.",
  fix: 'Write a Service with `clusterIP: None`, the name that `serviceName` says, and a selector for the pods.',
  example: {
    given: `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
`,
    wrong: serviceYaml('database', 'clusterIP: None, selector: {app: db}, ports: [{port: 5432}]'),
    right: serviceYaml('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 5432}]'),
  },
  *find(scene) {
    for (const { ref, object } of scene.written('StatefulSet')) {
      const { serviceName = '' } = object.spec;
      if (serviceName === '') continue;
      const service = scene.view.get('Service', serviceName, ref.namespace);
      const names = `so names such as ${ref.name}-0.${serviceName} do not resolve`;
      const at = { about: ref, path: ['spec', 'serviceName'] };
      if (service === undefined) {
        const message = `there is no Service ${serviceName} in namespace ${ref.namespace}, ${names}`;
        yield { ...at, message, fix: `add a Service ${serviceName} with clusterIP: None that selects its pods` };
      } else if (isExternalName(service.object)) {
        const message = `${formatRef(service.ref)} is an alias of another host, ${names}`;
        yield { ...at, message, fix: 'add a Service with clusterIP: None and name that' };
      } else if (
        selectorOf(service.object) !== undefined &&
        !scene
          .selectedBy(service)
          .some((workload) => workload.ref.kind === 'StatefulSet' && workload.ref.name === ref.name)
      ) {
        const message = `${formatRef(service.ref)} does not select the pods of ${formatRef(ref)}, ${names}`;
        yield { ...at, message, fix: "make the Service's selector match the pod template" };
      }
    }
  },
};
