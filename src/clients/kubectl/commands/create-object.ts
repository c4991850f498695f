import type { KubernetesObject, Resource } from '../../../engine/model/index.ts';
import { clientForm } from '../client-form.ts';
import { DRY_RUN, did, dryRunOf } from '../dry-run.ts';
import type { FlagSet, FlagSpec } from '../flags.ts';
import { KubectlError, usageError } from '../kubectl-error.ts';
import { objectFormat } from '../print-objects.ts';
import { admitNew } from '../read-objects.ts';
import { qualifiedByKind } from '../resource-names.ts';
import type { Reply, Session } from '../session.ts';
import { writeObjects } from '../write-objects.ts';
import { replyOf } from './create.ts';

/** A kind that `kubectl create` makes without a file. */
export type CreateCommand = FlagSet & { readonly run: (session: Session) => Promise<Reply> };

const FLAGS: readonly FlagSpec[] = [{ name: 'output', short: 'o', type: 'text' }, DRY_RUN];

const UNMODELLED: readonly string[] = [
  ...['field-manager', 'save-config', 'show-managed-fields', 'template', 'validate'],
  ...['allow-missing-template-keys', 'append-hash'],
];

/** A command with the flags that all of `kubectl create` have. */
export function createCommand(
  name: string,
  flags: readonly FlagSpec[],
  run: (session: Session) => Promise<Reply>,
): CreateCommand {
  return { command: `create ${name}`, flags: [...flags, ...FLAGS], unmodelled: UNMODELLED, run };
}

/** How a command words what it did, and what the server refused: by the server's own words where `failed` is absent. */
export interface Wording {
  readonly failed?: string;
  readonly done?: string;
}

/** Sends an object that a command made; with `--dry-run=client` the server hears nothing of it. */
export async function createObject(
  session: Session,
  object: KubernetesObject,
  { failed, done = 'created' }: Wording = {},
): Promise<Reply> {
  const { args, cluster } = session;
  if (dryRunOf(args) === 'client') return { stdout: triedText(session, object, done) };
  const read = admitNew(session, object);
  const written = writeObjects(cluster, [read], { verb: 'create' });
  const errors = written.errors.map((error) =>
    failed === undefined ? error : new KubectlError(`${failed}: ${error.message}`),
  );
  return replyOf({ ...written, errors }, [read], {
    done: () => did(args, done),
    output: args.text('output'),
  });
}

/** The namespace is the object's own only where the command line names one. */
function triedText({ args, cluster }: Session, object: KubernetesObject, done: string): string {
  const { namespace, ...metadata } = object.metadata ?? {};
  const own = args.isSet('namespace') && namespace !== undefined ? { ...metadata, namespace } : metadata;
  const shown = clientForm(cluster.view, { ...object, metadata: own });
  const resource: Resource = {
    ref: { kind: object.kind ?? '', name: metadata.name ?? '' },
    object: shown,
    origin: { kind: 'builtin' },
  };
  const output = args.text('output');
  if (output !== undefined) return objectFormat(output)([resource], true);
  return `${qualifiedByKind(resource)} ${did(args, done)}\n`;
}

/** The one name that `kubectl create KIND NAME` takes. */
export function onlyName({ args }: Session): string {
  const [name, ...more] = args.words;
  if (name !== undefined && more.length === 0) return name;
  throw usageError(args.command, `exactly one NAME is required, got ${args.words.length}`);
}
