import type { Probe } from '../../model/index.ts';
import type { Container, ContainerPort } from '../written.ts';
import { each, fillAbsent, fillZero, update } from './fill.ts';

type HttpGet = NonNullable<Probe['httpGet']>;
type Lifecycle = NonNullable<Container['lifecycle']>;
type Resources = NonNullable<Container['resources']>;
type Quantities = Readonly<Record<string, string>>;
type EnvVar = NonNullable<Container['env']>[number];

const PORT = { protocol: 'TCP' };
const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const HTTP_GET = { path: '/', scheme: 'HTTP' };
const GRPC = { service: '' };
const FIELD_REF = { apiVersion: 'v1' };
const ALWAYS = {
  imagePullPolicy: 'Always',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const IF_NOT_PRESENT = { ...ALWAYS, imagePullPolicy: 'IfNotPresent' };

const NO_RESOURCES = { resources: {} };

/** Defaults of a container, in Pods and templates alike (SetDefaults_Container in pkg/apis/core/v1/defaults.go). */
export function defaultContainer(container: Container): Container {
  let result = fillZero(container, tagOf(container.image ?? '') === 'latest' ? ALWAYS : IF_NOT_PRESENT);
  result = update(fillAbsent(result, NO_RESOURCES), 'resources', writtenOut);
  result = update(result, 'ports', (ports) => each(ports, defaultPort));
  result = update(result, 'env', (env) => each(env, defaultVariable));
  result = update(result, 'livenessProbe', defaultProbe);
  result = update(result, 'readinessProbe', defaultProbe);
  result = update(result, 'startupProbe', defaultProbe);
  return update(result, 'lifecycle', defaultLifecycle);
}

/** Quantities that are written as numbers are texts in the API: `cpu: 1` is `"1"`. */
function writtenOut(resources: Resources): Resources {
  return update(update(resources, 'limits', textsOf), 'requests', textsOf);
}

function textsOf(quantities: Quantities): Quantities {
  if (Object.values(quantities).every((quantity) => typeof quantity === 'string')) return quantities;
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, String(quantity)]));
}

function defaultPort(port: ContainerPort): ContainerPort {
  return fillZero(port, PORT);
}

function defaultVariable(variable: EnvVar): EnvVar {
  return update(variable, 'valueFrom', (source) => update(source, 'fieldRef', (field) => fillZero(field, FIELD_REF)));
}

function defaultProbe(probe: Probe): Probe {
  const filled = update(fillZero(probe, PROBE), 'httpGet', defaultHttpGet);
  return update(filled, 'grpc', (grpc) => fillAbsent(grpc, GRPC));
}

function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  const started = update(lifecycle, 'postStart', (hook) => update(hook, 'httpGet', defaultHttpGet));
  return update(started, 'preStop', (hook) => update(hook, 'httpGet', defaultHttpGet));
}

function defaultHttpGet(get: HttpGet): HttpGet {
  return fillZero(get, HTTP_GET);
}

/** The tag of an image's name; `latest` where it has neither tag nor digest, empty where it is no name of an image. */
function tagOf(image: string): string {
  const [name = '', digest] = image.split('@');
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const repository = tagged ? name.slice(0, colon) : name;
  if (repository === '' || /[A-Z\s]/.test(repository.slice(repository.indexOf('/') + 1))) return '';
  if (tagged) return name.slice(colon + 1);
  return digest === undefined ? 'latest' : '';
}
