import type { ClusterView } from '../../../model/index.ts';
import type { Controller } from '../controller.ts';
import { isTrue } from './annotations.ts';

/** What the controller's ConfigMap sets, as far as it decides about answers. */
export interface NginxSettings {
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly redirectCode: number;
}

/** Reads the ConfigMap that `--configmap` names; the defaults are those of the controller's `configmap` page. */
export function nginxSettings(view: ClusterView, controller: Controller): NginxSettings {
  const [namespace = '', name = ''] = (controller.flags.get('configmap') ?? '').split('/');
  const data = view.get('ConfigMap', name, namespace)?.object.data ?? {};
  const code = Number(data['http-redirect-code'] ?? 308);
  return {
    sslRedirect: isTrue(data['ssl-redirect'] ?? 'true'),
    forceSslRedirect: isTrue(data['force-ssl-redirect']),
    redirectCode: [301, 302, 307, 308].includes(code) ? code : 308,
  };
}
