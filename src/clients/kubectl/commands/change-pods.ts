import type { PodSpec } from '../../../engine/model/index.ts';
import { canonicalJson } from '../../../engine/model/index.ts';
import { KubectlError } from '../kubectl-error.ts';
import { requireWords, type Selection, selectResources } from '../select-resources.ts';
import type { Reply, Session } from '../session.ts';
import { type ObjectChange, sendChanges } from './change-objects.ts';
import { fromFiles } from './get.ts';
import { podSpecOf, withPodSpec } from './pod-template.ts';

/** The objects that words in front of the settings name. */
export async function selectionOf(session: Session, words: readonly string[]): Promise<Selection> {
  const { args } = session;
  const named = { ...session, args: { ...args, words } };
  requireWords(named);
  const selection = args.isSet('filename') ? await fromFiles(named) : selectResources(named, words);
  if (selection.byName || args.isSet('selector') || args.isOn('all')) return selection;
  throw new KubectlError('resource(s) were provided, but no name was specified');
}

/** Changes the pods of all that a selection holds; what stays the same is not sent, and nothing is said of it. */
export function changePods(
  session: Session,
  { groups, errors }: Selection,
  change: (spec: PodSpec) => { readonly spec: PodSpec; readonly errors?: readonly KubectlError[] },
  done: string,
  { saysUnchanged = false }: { readonly saysUnchanged?: boolean } = {},
): Reply {
  const changes = groups
    .flatMap(({ resources }) => resources)
    .flatMap((resource): readonly (ObjectChange | KubectlError)[] => {
      const spec = podSpecOf(resource);
      if (spec instanceof KubectlError) return [spec];
      const after = change(spec);
      const isSame = canonicalJson(after.spec) === canonicalJson(spec);
      const object = isSame ? {} : { object: withPodSpec(resource, after.spec) };
      return [{ resource, ...object, ...(isSame && !saysUnchanged ? {} : { done }) }, ...(after.errors ?? [])];
    });
  return sendChanges(session, [...changes, ...errors]);
}

/** A name, in which `*` stands for anything. */
export function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > name.length - last.length) return false;
    at = found + piece.length;
  }
  return true;
}
