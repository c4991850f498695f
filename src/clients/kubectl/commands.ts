import { canI, canIFlags } from './commands/auth.ts';
import { autoscale, autoscaleFlags } from './commands/autoscale.ts';
import { clusterInfo, clusterInfoFlags } from './commands/cluster-info.ts';
import { configCommands } from './commands/config.ts';
import { apply, applyFlags, createFlags, createFromFiles, replace, replaceFlags } from './commands/create.ts';
import { ingressCommand } from './commands/create-ingress.ts';
import { jobCommands } from './commands/create-job.ts';
import { limitCommands } from './commands/create-limits.ts';
import type { CreateCommand } from './commands/create-object.ts';
import { rbacCommands } from './commands/create-rbac.ts';
import { secretCommands } from './commands/create-secret.ts';
import { deleteFlags, deleteObjects } from './commands/delete.ts';
import { describe, describeFlags } from './commands/describe.ts';
import { edit, editFlags } from './commands/edit.ts';
import { exec, execFlags } from './commands/exec.ts';
import { expose, exposeFlags } from './commands/expose.ts';
import { generatedKinds } from './commands/generate.ts';
import { get, getFlags } from './commands/get.ts';
import { annotate, annotateFlags, label, labelFlags } from './commands/label.ts';
import { logs, logsFlags } from './commands/logs.ts';
import { nodeCommands } from './commands/nodes.ts';
import { patch, patchFlags } from './commands/patch.ts';
import { portForward, portForwardFlags } from './commands/port-forward.ts';
import { rolloutCommands } from './commands/rollout.ts';
import { runFlags, run as runPod } from './commands/run.ts';
import { scale, scaleFlags } from './commands/scale.ts';
import { setCommands } from './commands/set.ts';
import { taint, taintFlags } from './commands/taint.ts';
import { version, versionFlags } from './commands/version.ts';
import { wait, waitFlags } from './commands/wait.ts';
import { dryRunOf } from './dry-run.ts';
import type { FlagSet } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';
import { recordWarning } from './record.ts';
import type { Reply, Session } from './session.ts';

/** A command of kubectl that is modelled. */
export interface Command {
  readonly flags: FlagSet;
  run(session: Session): Promise<Reply>;
}

/** By the words that name them: `get`, `create service nodeport`. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>(
  allCommands().map(([name, command]) => [name, wrapped(command)]),
);

/** What is only tried changes nothing, and a flag of old is warned of. */
function wrapped({ flags, run }: Command): Command {
  return {
    flags,
    run: async (session) => {
      const warning = recordWarning(session.args);
      const isTried = dryRunOf(session.args) !== 'none';
      const { cluster, ...reply } = await run(session).catch((error: unknown): Reply => {
        if (warning === '' || !(error instanceof KubectlError)) throw error;
        return { errors: [error] };
      });
      const stderr = `${warning}${reply.stderr ?? ''}`;
      return { ...reply, stderr, ...(cluster === undefined || isTried ? {} : { cluster }) };
    },
  };
}

function createCommands(): readonly CreateCommand[] {
  return [...generatedKinds, ingressCommand, ...jobCommands, ...limitCommands, ...rbacCommands, ...secretCommands];
}

function allCommands(): readonly (readonly [name: string, command: Command])[] {
  return [
    ['annotate', { flags: annotateFlags, run: annotate }],
    ['apply', { flags: applyFlags, run: apply }],
    ['auth can-i', { flags: canIFlags, run: canI }],
    ['autoscale', { flags: autoscaleFlags, run: autoscale }],
    ['cluster-info', { flags: clusterInfoFlags, run: clusterInfo }],
    ['create', { flags: createFlags, run: createFromFiles }],
    ['delete', { flags: deleteFlags, run: deleteObjects }],
    ['describe', { flags: describeFlags, run: describe }],
    ['edit', { flags: editFlags, run: edit }],
    ['exec', { flags: execFlags, run: exec }],
    ['expose', { flags: exposeFlags, run: expose }],
    ['get', { flags: getFlags, run: get }],
    ['label', { flags: labelFlags, run: label }],
    ['logs', { flags: logsFlags, run: logs }],
    ['patch', { flags: patchFlags, run: patch }],
    ['port-forward', { flags: portForwardFlags, run: portForward }],
    ['replace', { flags: replaceFlags, run: replace }],
    ['run', { flags: runFlags, run: runPod }],
    ['scale', { flags: scaleFlags, run: scale }],
    ['wait', { flags: waitFlags, run: wait }],
    ['taint', { flags: taintFlags, run: taint }],
    ['version', { flags: versionFlags, run: version }],
    ...[...configCommands, ...createCommands(), ...nodeCommands, ...rolloutCommands, ...setCommands].map(
      (each) => [each.command, { flags: each, run: each.run }] as const,
    ),
  ];
}

/** Other names of commands' words, as in `kubectl create deploy`. */
export const ALIASES: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  dep: 'deployment',
  svc: 'service',
  ns: 'namespace',
  cm: 'configmap',
  ing: 'ingress',
  cj: 'cronjob',
  sa: 'serviceaccount',
  pc: 'priorityclass',
  pdb: 'poddisruptionbudget',
  resourcequota: 'quota',
};

/** Every command of kubectl: those that are not modelled are no error of the user's. `kubectl --help` lists them. */
export const ALL_COMMANDS: readonly string[] = [
  ...[
    'annotate',
    'api-resources',
    'api-versions',
    'apply',
    'attach',
    'auth',
    'autoscale',
    'certificate',
    'cluster-info',
  ],
  ...[
    'completion',
    'config',
    'cordon',
    'cp',
    'create',
    'debug',
    'delete',
    'describe',
    'diff',
    'drain',
    'edit',
    'events',
  ],
  ...['exec', 'explain', 'expose', 'get', 'kustomize', 'label', 'logs', 'options', 'patch', 'plugin', 'port-forward'],
  ...['proxy', 'replace', 'rollout', 'run', 'scale', 'set', 'taint', 'top', 'uncordon', 'version', 'wait'],
];

/** Commands whose second word says what they do, and all such words of a real kubectl. */
export const SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  auth: ['can-i', 'reconcile', 'whoami'],
  certificate: ['approve', 'deny'],
  config: [
    ...['current-context', 'delete-cluster', 'delete-context', 'delete-user', 'get-clusters', 'get-contexts'],
    ...['get-users', 'rename-context', 'set', 'set-cluster', 'set-context', 'set-credentials', 'unset', 'use'],
    ...['use-context', 'view'],
  ],
  create: [
    ...['clusterrole', 'clusterrolebinding', 'configmap', 'cronjob', 'deployment', 'ingress', 'job', 'namespace'],
    ...['poddisruptionbudget', 'priorityclass', 'quota', 'role', 'rolebinding', 'secret', 'service'],
    ...['serviceaccount', 'token'],
  ],
  rollout: ['history', 'pause', 'restart', 'resume', 'status', 'undo'],
  set: ['env', 'image', 'resources', 'sa', 'selector', 'serviceaccount', 'subject'],
  top: ['node', 'nodes', 'no', 'pod', 'pods', 'po'],
};
