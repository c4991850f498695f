import { formatRef } from '../../../engine/model/index.ts';
import type { Check } from '../check.ts';
import { documents, podYaml, serviceYaml } from '../example-manifests.ts';
import { backendPort, backendsOf } from '../ingress-backends.ts';

const ingressYaml = (port: number): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {defaultBackend: {service: {name: web, port: {number: ${port}}}}}
`;

export const ingressBackendTargetPort: Check = {
  code: 'ingress-backend-target-port',
  severity: 'note',
  title: 'An Ingress names the target port of a Service, not its port',
  why: "The port of a backend is one of the Service's `ports`, by number or name. ingress-nginx takes a `targetPort` for it too; other controllers answer 503.",
  fix: "Write the Service's own port.",
  example: {
    given: documents(
      podYaml('web', 'image: nginx'),
      serviceYaml('web', 'selector: {app: web}, ports: [{port: 8080, targetPort: 80}]'),
    ),
    wrong: ingressYaml(80),
    right: ingressYaml(8080),
  },
  *find(scene) {
    for (const { ref, object } of scene.written('Ingress')) {
      for (const backend of backendsOf(object)) {
        const service = scene.view.get('Service', backend.service, ref.namespace);
        if (service === undefined || backendPort(service.object, backend) !== undefined) continue;
        const meant = service.object.spec.ports?.find(({ targetPort }) => targetPort === backend.port);
        if (meant === undefined) continue;
        yield {
          about: ref,
          path: [...backend.path, 'port'],
          message: `${backend.port} is a targetPort of ${formatRef(service.ref)}, not one of its ports: only ingress-nginx understands that`,
          fix: `write port ${meant.port}`,
        };
      }
    }
  },
};
