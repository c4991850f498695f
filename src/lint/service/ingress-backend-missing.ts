import { formatRef } from '../../model/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, serviceYaml } from '../example-manifests.ts';
import { backendPort, backendsOf } from '../ingress-backends.ts';

const ingressYaml = (service: string, port: number): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {defaultBackend: {service: {name: ${service}, port: {number: ${port}}}}}
`;

export const ingressBackendMissing: Check = {
  code: 'ingress-backend-missing',
  severity: 'warning',
  title: 'An Ingress leads to a Service, or a port of it, that does not exist',
  why: "The backend of an Ingress is a Service of the Ingress's own namespace, and its port is one of the Service's `ports`, not the pod's. Where there is none, the controller answers 503.",
  fix: 'Name a Service of the same namespace, and the number or name of one of its ports.',
  example: {
    given: documents(
      podYaml('web', 'image: nginx'),
      serviceYaml('web', 'selector: {app: web}, ports: [{port: 8080, targetPort: 80}]'),
    ),
    wrong: ingressYaml('web', 80),
    right: ingressYaml('web', 8080),
  },
  *find(scene) {
    for (const { ref, object } of scene.written('Ingress')) {
      const { namespace = 'default' } = ref;
      for (const backend of backendsOf(object)) {
        const service = scene.view.get('Service', backend.service, namespace);
        if (service === undefined) {
          const elsewhere = scene.view.list('Service').find((each) => each.ref.name === backend.service);
          const where =
            elsewhere === undefined
              ? ''
              : `; there is ${formatRef(elsewhere.ref)}, which an Ingress of another namespace cannot name`;
          yield {
            about: ref,
            path: [...backend.path, 'name'],
            message: `there is no Service ${backend.service} in namespace ${namespace}${where}`,
            fix: 'name a Service of the same namespace',
          };
        } else if (backendPort(service.object, backend) === undefined) {
          const ports = (service.object.spec?.ports ?? []).map(({ name, port }) =>
            name === undefined ? port : `${port} (${name})`,
          );
          yield {
            about: ref,
            path: [...backend.path, 'port'],
            message: `${formatRef(service.ref)} has no port ${backend.port}, only ${ports.length === 0 ? 'none' : ports.join(', ')}`,
            fix: "name one of the Service's ports",
          };
        }
      }
    }
  },
};
