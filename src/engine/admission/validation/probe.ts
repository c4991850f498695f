import type { FieldPath, Probe } from '../../model/index.ts';
import type { Container } from '../written.ts';
import { validatePortNumber, validatePortNumberOrName } from './container-ports.ts';
import { httpHeaderName } from './formats.ts';
import type { Report } from './report.ts';
import { check, forbidden, invalid, nonNegative, notSupported, required } from './report.ts';

type Handler = NonNullable<NonNullable<Container['lifecycle']>['postStart']> & { readonly grpc?: Probe['grpc'] };

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Checks the three probes of a container that may have them (validateProbe in core validation.go). */
export function validateProbes(report: Report, path: FieldPath, container: Container, gracePeriod: number): void {
  for (const name of PROBES) {
    const probe = container[name];
    if (probe === undefined) continue;
    const at = [...path, name];
    validateHandler(report, at, probe, gracePeriod);
    validateTimes(report, at, probe);
    if (name !== 'readinessProbe' && probe.successThreshold !== 1) {
      invalid(report, [...at, 'successThreshold'], probe.successThreshold ?? 0, 'must be 1');
    }
    if (name === 'readinessProbe' && probe.terminationGracePeriodSeconds !== undefined) {
      const field = [...at, 'terminationGracePeriodSeconds'];
      invalid(report, field, probe.terminationGracePeriodSeconds, 'must not be set for readinessProbes');
    }
  }
}

/** Checks a container's hooks; they use the handlers that probes use, and `sleep`. */
export function validateLifecycle(report: Report, path: FieldPath, container: Container, gracePeriod: number): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = container.lifecycle?.[hook];
    if (handler !== undefined) validateHandler(report, [...path, 'lifecycle', hook], handler, gracePeriod);
  }
}

/** Reports probes and hooks of an init container that ends: it may have none. */
export function forbidProbes(report: Report, path: FieldPath, container: Container): void {
  for (const name of ['lifecycle', ...PROBES] as const) {
    if (container[name] === undefined) continue;
    forbidden(report, [...path, name], 'may not be set for init containers without restartPolicy=Always');
  }
}

function validateTimes(report: Report, at: FieldPath, probe: Probe): void {
  nonNegative(report, at, 'initialDelaySeconds', probe.initialDelaySeconds);
  nonNegative(report, at, 'timeoutSeconds', probe.timeoutSeconds);
  nonNegative(report, at, 'periodSeconds', probe.periodSeconds);
  nonNegative(report, at, 'successThreshold', probe.successThreshold);
  nonNegative(report, at, 'failureThreshold', probe.failureThreshold);
  const period = probe.terminationGracePeriodSeconds ?? 1;
  if (period <= 0) invalid(report, [...at, 'terminationGracePeriodSeconds'], period, 'must be greater than 0');
}

function validateHandler(report: Report, at: FieldPath, handler: Probe | Handler, gracePeriod: number): void {
  const { exec, httpGet, tcpSocket, grpc, sleep }: Handler = handler;
  const checks: readonly [string, unknown, () => void][] = [
    ['exec', exec, () => (exec?.command ?? []).length === 0 && required(report, [...at, 'exec', 'command'])],
    ['httpGet', httpGet, () => httpGet !== undefined && validateHttpGet(report, [...at, 'httpGet'], httpGet)],
    [
      'tcpSocket',
      tcpSocket,
      () => validatePortNumberOrName(report, [...at, 'tcpSocket'], 'port', tcpSocket?.port ?? 0),
    ],
    ['grpc', grpc, () => validatePortNumber(report, [...at, 'grpc'], 'port', grpc?.port ?? 0)],
    ['sleep', sleep, () => validateSleep(report, [...at, 'sleep'], sleep?.seconds ?? 0, gracePeriod)],
  ];
  const [first, ...others] = checks.filter(([, action]) => action !== undefined);
  if (first === undefined) required(report, at, 'must specify a handler type');
  first?.[2]();
  for (const [name] of others) forbidden(report, [...at, name], 'may not specify more than 1 handler type');
}

function validateHttpGet(report: Report, at: FieldPath, get: NonNullable<Probe['httpGet']>): void {
  if ((get.path ?? '') === '') required(report, [...at, 'path']);
  validatePortNumberOrName(report, at, 'port', get.port ?? 0);
  const { scheme = '' } = get;
  if (scheme !== 'HTTP' && scheme !== 'HTTPS') notSupported(report, [...at, 'scheme'], scheme, ['HTTP', 'HTTPS']);
  for (const { name = '' } of get.httpHeaders ?? []) {
    check(report, at, 'httpHeaders', name, httpHeaderName);
  }
}

function validateSleep(report: Report, at: FieldPath, seconds: number, gracePeriod: number): void {
  if (seconds >= 0 && seconds <= gracePeriod) return;
  invalid(report, at, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`);
}
