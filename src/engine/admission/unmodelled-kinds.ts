import type { Diagnostic } from '../model/index.ts';
import type { AdmittedObject } from './admit-object.ts';

/** Says once for each kind that the engine gives no meaning to that its objects change nothing. */
export function unmodelledKinds(objects: readonly AdmittedObject[]): readonly Diagnostic[] {
  const firsts = new Map<string, AdmittedObject>();
  for (const object of objects) {
    const { kind } = object;
    if (object.object === undefined || kind === undefined || kind.modelled || firsts.has(kind.refKind)) continue;
    // What custom resources do hangs on the cluster: engine/network/foreign speaks of them.
    if (kind.known !== 'built-in' || kind.group === 'gateway.networking.k8s.io') continue;
    firsts.set(kind.refKind, object);
  }
  return [...firsts].map(([kind, { document }]) => ({
    code: 'unmodelled-kind',
    severity: 'note',
    message: `${kind} is not modelled: its objects are kept and listed, and change no verdict`,
    at: document.location,
  }));
}
