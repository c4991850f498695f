import { type Diagnostic, formatLocation } from '../engine/model/index.ts';

/**
 * Tells once what is said of many objects at one place, as of the pods of one template: the first stands for those that say
 * the same but for the object's name, and counts the others.
 */
export function foldDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = groupsOf(diagnostics, sayingOf).flatMap((alike) => groupsOf(alike, placeOf));
  const byFirst = new Map(groups.map((group) => [group[0], group]));
  return diagnostics.flatMap((each) => {
    const group = byFirst.get(each);
    return group === undefined ? [] : [folded(each, group)];
  });
}

function folded(first: Diagnostic, group: readonly Diagnostic[]): Diagnostic {
  const others = new Set(group.map(({ message }) => message)).size - 1;
  if (others === 0) return first;
  const { message } = first;
  return { ...first, message: `${message} (and ${others} more like it)`, standsFor: { others, message } };
}

/** What a diagnostic says, without the name of what it is about. */
function sayingOf({ code, severity, message, about }: Diagnostic): string {
  const words = about === undefined ? [message] : message.split(/([^\w.-]+)/).filter((word) => word !== about.name);
  return JSON.stringify([severity, code, ...words]);
}

/** A place takes a while to find: it is asked for only where several say the same. */
function placeOf(diagnostic: Diagnostic, index: number): string {
  const { at } = diagnostic;
  return at === undefined ? String(index) : formatLocation(at);
}

function groupsOf<T>(all: readonly T[], keyOf: (each: T, index: number) => string): readonly (readonly T[])[] {
  if (all.length < 2) return all.map((each) => [each]);
  const groups = new Map<string, T[]>();
  for (const [index, each] of all.entries()) {
    const key = keyOf(each, index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}
