import { canonicalJson, NotModelled } from '../../../engine/model/index.ts';
import { DRY_RUN, did, dryRunOf } from '../dry-run.ts';
import type { FlagSet, FlagSpec } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { kustomizedTexts } from '../kustomize/kustomized-texts.ts';
import { manifestTexts } from '../manifest-texts.ts';
import { objectFormat } from '../print-objects.ts';
import { type ReadObject, readObjects, type Verb } from '../read-objects.ts';
import { RECORD, recorded } from '../record.ts';
import { qualifiedByKind, resourceOf } from '../resource-names.ts';
import type { Reply, Session } from '../session.ts';
import { type Written, writeObjects } from '../write-objects.ts';

const FILES: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'recursive', short: 'R', type: 'switch' },
  { name: 'output', short: 'o', type: 'text' },
  { name: 'kustomize', short: 'k', type: 'text' },
  DRY_RUN,
  RECORD,
];

export const createFlags: FlagSet = {
  command: 'create',
  flags: FILES,
  unmodelled: [
    ...['edit', 'raw', 'save-config', 'selector/l', 'validate', 'field-manager', 'template'],
    ...['windows-line-endings', 'show-managed-fields', 'allow-missing-template-keys'],
  ],
};

export const replaceFlags: FlagSet = {
  command: 'replace',
  flags: FILES,
  unmodelled: [
    ...['cascade', 'field-manager', 'force', 'grace-period', 'raw', 'save-config', 'subresource', 'timeout'],
    ...['validate', 'wait', 'template', 'show-managed-fields'],
  ],
};

export const applyFlags: FlagSet = {
  command: 'apply',
  flags: FILES,
  unmodelled: [
    ...['all', 'cascade', 'field-manager', 'force', 'force-conflicts', 'grace-period'],
    ...['openapi-patch', 'overwrite', 'prune', 'prune-allowlist', 'selector/l', 'server-side', 'show-managed-fields'],
    ...['subresource', 'template', 'timeout', 'validate', 'wait', 'allow-missing-template-keys'],
  ],
};

/** `kubectl create -f` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/create/create.go). */
export function createFromFiles(session: Session): Promise<Reply> {
  return sendFiles(session, 'create');
}

/** `kubectl apply -f` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go). */
export function apply(session: Session): Promise<Reply> {
  return sendFiles(session, 'apply');
}

/** `kubectl replace -f` (kubernetes staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go): what is not there is an error. */
export function replace(session: Session): Promise<Reply> {
  return sendFiles(session, 'replace');
}

type FileVerb = 'create' | 'apply' | 'replace';

const DONE: Readonly<Record<FileVerb, (stored: Stored) => string>> = {
  create: () => 'created',
  apply: appliedText,
  replace: () => 'replaced',
};

async function sendFiles(session: Session, verb: FileVerb): Promise<Reply> {
  const { args, context, cluster } = session;
  if (!args.isSet('filename') && !args.isSet('kustomize')) {
    if (args.words.length === 0) throw new KubectlError('must specify one of -f and -k');
    throw usageError(verb, `Unexpected args: [${args.words.join(' ')}]`);
  }
  const output = args.text('output');
  const isTried = dryRunOf(args) === 'client';
  if (isTried && output !== undefined && output !== 'name') {
    throw new NotModelled(`kubectl ${verb} -f --dry-run=client -o ${output} is not modelled`, {
      hint: '--dry-run=server -o prints what the server would make of it',
    });
  }
  const texts = args.isSet('kustomize')
    ? await kustomizedTexts(session)
    : await manifestTexts(args.list('filename'), context, args.isOn('recursive'));
  const sent: Verb = verb === 'create' ? 'create' : 'update';
  const { objects, errors, files } = readObjects(session, texts, sent);
  if (objects.length + errors.length === 0) throw new KubectlError(`no objects passed to ${verb}`);
  const marked = objects.map((each) => marking(session, each, verb));
  const written = writeObjects(cluster, marked, { verb: isTried ? 'update' : sent, files });
  const reply = replyOf(written, marked, { done: (stored) => did(args, DONE[verb](stored)), output });
  return { ...reply, errors: [...errors, ...(reply.errors ?? [])] };
}

/** The object with the cause that `--record` asks for; what is to be replaced has to be there. */
function marking({ args, cluster }: Session, read: ReadObject, verb: FileVerb): ReadObject {
  const { outcome, source } = read;
  if (outcome instanceof KubectlError) return read;
  if (verb === 'replace' && cluster.view.getAny(outcome.ref) === undefined) {
    const message = `error when replacing "${source ?? ''}": ${resourceOf(outcome)} "${outcome.ref.name}" not found`;
    return { ...read, outcome: new KubectlError(message, { reason: 'NotFound' }) };
  }
  return { ...read, outcome: { ...outcome, object: recorded(args, outcome.object) } };
}

/** What a command that wrote objects prints: `service/web created`, or the objects themselves. */
export function replyOf(
  { stored, errors, cluster }: Written,
  objects: readonly ReadObject[],
  { done, output }: { readonly done: (stored: Stored) => string; readonly output?: string | undefined },
): Reply {
  const format = output === undefined ? undefined : objectFormat(output);
  const lines = stored.map(({ before, after }) => `${qualifiedByKind(after)} ${done({ before, after })}\n`);
  const resources = stored.map(({ after }) => after);
  const stdout =
    format === undefined ? lines.join('') : resources.length === 0 ? '' : format(resources, resources.length === 1);
  const stderr = objects.flatMap(({ warnings }) => warnings.map((warning) => `Warning: ${warning}\n`)).join('');
  return { stdout, stderr, errors, ...(stored.length === 0 ? {} : { cluster }) };
}

function appliedText({ before, after }: Stored): string {
  if (before === undefined) return 'created';
  return isSame(before, after) ? 'unchanged' : 'configured';
}

type Stored = Written['stored'][number];

/** Compares what a manifest can say: not the status, and not what the server and the controllers add. */
function isSame(before: Stored['after'], after: Stored['after']): boolean {
  return withoutStatus(before) === withoutStatus(after);
}

function withoutStatus({ object }: Stored['after']): string {
  const { status: _, ...rest } = object as typeof object & { readonly status?: unknown };
  return canonicalJson(rest);
}
