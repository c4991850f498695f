import type { Container, DeepReadonly, Pod, PodSpec, Probe } from '../../../engine/model/index.ts';
import { compareText } from '../../../engine/model/index.ts';
import { type Lines, NONE, TIME } from './description.ts';

type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];
type State = NonNullable<ContainerStatus['state']>;

/** The containers of a pod with their states, or those of a template without (describeContainers). */
export function containerLines(
  title: string,
  containers: readonly Container[],
  { pod, statuses = [] }: { readonly pod?: Pod; readonly statuses?: readonly ContainerStatus[] } = {},
): Lines {
  const indent = pod === undefined ? '  ' : '';
  const head = [`${indent}${title}:`];
  return [
    ...head,
    ...containers.flatMap((container) => {
      const status = statuses.find(({ name }) => name === container.name);
      return oneContainer(container, pod, status);
    }),
  ];
}

function oneContainer(container: Container, pod: Pod | undefined, status: ContainerStatus | undefined): Lines {
  const details = [
    ...(status === undefined ? [] : [`Container ID:\t${status.containerID ?? ''}`]),
    `Image:\t${container.image ?? ''}`,
    ...(status === undefined ? [] : [`Image ID:\t${status.imageID}`]),
    portLine('Port', container, ({ containerPort }) => containerPort),
    portLine('Host Port', container, ({ hostPort }) => hostPort ?? 0),
    ...wordLines('Command', container.command),
    ...wordLines('Args', container.args),
    ...(status === undefined ? [] : statusLines(status)),
    ...resourceLines('Limits', container.resources?.limits),
    ...resourceLines('Requests', container.resources?.requests),
    ...probeLines(container),
    ...environmentSources(container),
    ...environmentLines(container, pod),
    ...mountLines(container),
  ];
  const indent = pod === undefined ? '   ' : '  ';
  return [`${indent}${container.name}:`, ...details.map((line) => `    ${line}`)];
}

function portLine(
  title: string,
  { ports = [] }: Container,
  numberOf: (port: NonNullable<Container['ports']>[number]) => number,
): string {
  const text = ports.map((port) => `${numberOf(port)}/${port.protocol}`).join(', ');
  return `${title}${ports.length > 1 ? 's' : ''}:\t${text === '' ? NONE : text}`;
}

function wordLines(title: string, words: readonly string[] = []): Lines {
  if (words.length === 0) return [];
  return [`${title}:`, ...words.flatMap((word) => word.split('\n').map((line) => `  ${line}`))];
}

function statusLines(status: ContainerStatus): Lines {
  return [
    ...stateLines('State', status.state ?? {}),
    ...(status.lastState?.terminated === undefined ? [] : stateLines('Last State', status.lastState)),
    `Ready:\t${status.ready ? 'True' : 'False'}`,
    `Restart Count:\t${status.restartCount}`,
  ];
}

function stateLines(title: string, { running, waiting, terminated }: State): Lines {
  if (running !== undefined) return [`${title}:\tRunning`, `  Started:\t${TIME}`];
  if (terminated !== undefined) {
    const { reason = '', message = '', exitCode, signal = 0 } = terminated;
    return [
      `${title}:\tTerminated`,
      ...(reason === '' ? [] : [`  Reason:\t${reason}`]),
      ...(message === '' ? [] : [`  Message:\t${message}`]),
      `  Exit Code:\t${exitCode}`,
      ...(signal > 0 ? [`  Signal:\t${signal}`] : []),
      `  Started:\t${TIME}`,
      `  Finished:\t${TIME}`,
    ];
  }
  const reason = waiting?.reason ?? '';
  return [`${title}:\tWaiting`, ...(reason === '' ? [] : [`  Reason:\t${reason}`])];
}

function resourceLines(title: string, resources: Readonly<Record<string, unknown>> = {}): Lines {
  const names = Object.keys(resources).sort(compareText);
  return names.length === 0 ? [] : [`${title}:`, ...names.map((name) => `  ${name}:\t${String(resources[name])}`)];
}

function probeLines({ livenessProbe, readinessProbe, startupProbe }: Container): Lines {
  const probes = [
    ['Liveness', livenessProbe],
    ['Readiness', readinessProbe],
    ['Startup', startupProbe],
  ] as const;
  return probes.flatMap(([title, probe]) => (probe === undefined ? [] : [`${title}:\t${probeText(probe)}`]));
}

/** DescribeProbe. */
function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds = 1, periodSeconds = 10 } = probe;
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  const thresholds = `#success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}`;
  return `${probeAction(probe)} ${times} ${thresholds}`;
}

function probeAction({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}]`;
  if (httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port, path = '/' } = httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path}`;
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  return grpc === undefined ? 'unknown' : `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`;
}

function environmentSources({ envFrom = [] }: Container): Lines {
  if (envFrom.length === 0) return [];
  const entries = envFrom.map(({ configMapRef, secretRef, prefix = '' }) => {
    const source = configMapRef ?? secretRef;
    const kind = `${configMapRef === undefined ? 'Secret' : 'ConfigMap'}${prefix === '' ? '' : ` with prefix '${prefix}'`}`;
    return `  ${source?.name ?? ''}\t${kind}\tOptional: ${source?.optional ?? false}`;
  });
  return ['Environment Variables from:', ...entries];
}

function environmentLines({ env = [] }: Container, pod: Pod | undefined): Lines {
  if (env.length === 0) return [`Environment:\t${NONE}`];
  return ['Environment:', ...env.flatMap((each) => variableLines(each, pod))];
}

type Variable = NonNullable<Container['env']>[number];

function variableLines({ name, value = '', valueFrom }: Variable, pod: Pod | undefined): Lines {
  if (valueFrom === undefined) {
    return value.split('\n').map((line, index) => `  ${index === 0 ? `${name}:` : ''}\t${line}`);
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    const { apiVersion = 'v1', fieldPath } = fieldRef;
    return [`  ${name}:\t${fieldText(pod, fieldPath)} (${apiVersion}:${fieldPath})`];
  }
  if (resourceFieldRef !== undefined) return [`  ${name}:\t (${resourceFieldRef.resource})`];
  const key = secretKeyRef ?? configMapKeyRef;
  const where = secretKeyRef === undefined ? `of config map '${key?.name}'` : `in secret '${key?.name}'`;
  return [`  ${name}:\t<set to the key '${key?.key}' ${where}>\tOptional: ${key?.optional ?? false}`];
}

/** kubectl knows the values of metadata alone (apimachinery pkg/fieldpath ExtractFieldPathAsString). */
function fieldText(pod: Pod | undefined, path: string): string {
  if (pod === undefined) return '';
  const { metadata } = pod;
  const of = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (of !== null) return metadata[of[1] as 'labels' | 'annotations']?.[of[2] ?? ''] ?? '';
  const field = /^metadata\.(name|namespace|uid)$/.exec(path)?.[1] as 'name' | 'namespace' | 'uid' | undefined;
  return field === undefined ? '' : (metadata[field] ?? '');
}

function mountLines({ volumeMounts = [] }: Container): Lines {
  if (volumeMounts.length === 0) return [`Mounts:\t${NONE}`];
  const sorted = [...volumeMounts].sort((a, b) => compareText(a.mountPath, b.mountPath));
  return [
    'Mounts:',
    ...sorted.map(({ mountPath, name, readOnly, subPath }) => {
      const flags = [readOnly === true ? 'ro' : 'rw', ...(subPath === undefined ? [] : [`path="${subPath}"`])];
      return `  ${mountPath} from ${name} (${flags.join(',')})`;
    }),
  ];
}

type Volume = DeepReadonly<NonNullable<PodSpec['volumes']>[number]>;

/** The volumes of a pod, or of a template (describeVolumes). */
export function volumeLines(volumes: readonly Volume[] = [], indent = ''): Lines {
  if (volumes.length === 0) return [`${indent}Volumes:\t${NONE}`];
  const name = indent === '' ? '' : ' ';
  return [
    `${indent}Volumes:`,
    ...volumes.flatMap((volume) => [`  ${name}${volume.name}:`, ...volumeDetails(volume).map((line) => `    ${line}`)]),
  ];
}

function volumeDetails(volume: Volume): Lines {
  const { emptyDir, configMap, secret, hostPath, persistentVolumeClaim } = volume;
  if (emptyDir !== undefined) {
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${emptyDir.medium ?? ''}`,
      `SizeLimit:\t${emptyDir.sizeLimit ?? '<unset>'}`,
    ];
  }
  if (configMap !== undefined) {
    return [
      'Type:\tConfigMap (a volume populated by a ConfigMap)',
      `Name:\t${configMap.name ?? ''}`,
      `Optional:\t${configMap.optional ?? false}`,
    ];
  }
  if (secret !== undefined) {
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${secret.secretName ?? ''}`,
      `Optional:\t${secret.optional ?? false}`,
    ];
  }
  if (hostPath !== undefined) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? ''}`,
    ];
  }
  if (persistentVolumeClaim === undefined) return ['<unknown>'];
  return [
    'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    `ClaimName:\t${persistentVolumeClaim.claimName}`,
    `ReadOnly:\t${persistentVolumeClaim.readOnly ?? false}`,
  ];
}
