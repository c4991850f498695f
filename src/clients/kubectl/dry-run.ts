import type { Arguments, FlagSpec } from './flags.ts';
import { KubectlError } from './kubectl-error.ts';

/** Written without a value it means `client`, of which kubectl warns. */
export const DRY_RUN: FlagSpec = { name: 'dry-run', type: 'text', bare: 'client' };

/** How much of a command happens: all of it, nothing that leaves the client, or nothing that the server keeps. */
export type DryRun = 'none' | 'client' | 'server';

const OLD: Readonly<Record<string, DryRun>> = { true: 'client', false: 'none' };

/** What `--dry-run` says (GetDryRunStrategy in kubernetes staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go). */
export function dryRunOf({ text }: Arguments): DryRun {
  const written = text('dry-run') ?? 'none';
  if (written === 'none' || written === 'client' || written === 'server') return written;
  const old = Object.hasOwn(OLD, written) ? OLD[written] : undefined;
  if (old !== undefined) return old;
  throw new KubectlError(`Invalid dry-run value (${written}). Must be "none", "server", or "client".`);
}

const ENDINGS: Readonly<Record<DryRun, string>> = { none: '', client: ' (dry run)', server: ' (server dry run)' };

/** What a command says that it did: `created`, `created (dry run)`. */
export function did(args: Arguments, word: string): string {
  return `${word}${ENDINGS[dryRunOf(args)]}`;
}
