import type { FieldPath } from '../../model/index.ts';
import type { IngressClass } from '../written.ts';
import { dnsLabel, dnsSubdomain } from './formats.ts';
import { validateReference } from './ingress.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, invalidEach, notSupported, required, tooLong } from './report.ts';

const MOST_CONTROLLER_BYTES = 250;
const HTTP_PATH_TEXT = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const HTTP_PATH = new RegExp(`^${HTTP_PATH_TEXT}$`);

/** Checks an IngressClass beyond its metadata. */
export function validateIngressClass(report: Report, { spec = {} }: IngressClass): void {
  const { controller = '' } = spec;
  const path = ['spec', 'controller'];
  if (controller.length > MOST_CONTROLLER_BYTES) tooLong(report, path, MOST_CONTROLLER_BYTES);
  const [, host = '', rest = ''] = /^([^/]*)\/(.*)$/.exec(controller) ?? [];
  if (controller === '') required(report, path);
  else if (host === '' || rest === '') {
    invalid(report, path, controller, 'must be a domain-prefixed path (such as "acme.io/foo")');
  } else {
    invalidEach(report, path, host, dnsSubdomain(host));
    if (!HTTP_PATH.test(rest))
      invalid(report, path, rest, `Invalid path (regex used for validation is '${HTTP_PATH_TEXT}')`);
  }
  validateParameters(report, ['spec', 'parameters'], spec.parameters);
}

function validateParameters(
  report: Report,
  at: FieldPath,
  parameters: NonNullable<IngressClass['spec']>['parameters'],
): void {
  if (parameters === undefined) return;
  validateReference(report, at, parameters);
  const { scope = '', namespace } = parameters;
  if (scope !== 'Cluster' && scope !== 'Namespace') {
    notSupported(report, [...at, 'scope'], scope, ['Cluster', 'Namespace']);
  } else if (scope === 'Cluster' && namespace !== undefined) {
    forbidden(report, [...at, 'namespace'], "`parameters.scope` is set to 'Cluster'");
  } else if (scope === 'Namespace' && namespace === undefined) {
    required(report, [...at, 'namespace'], "`parameters.scope` is set to 'Namespace'");
  } else if (namespace !== undefined) {
    check(report, at, 'namespace', namespace, dnsLabel);
  }
}
