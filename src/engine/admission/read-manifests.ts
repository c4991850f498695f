import type { AdmissionStages } from './admit-object.ts';
import { convert } from './conversion/index.ts';
import { applyDefaults } from './defaults/index.ts';
import type { ManifestSource } from './manifest-source.ts';
import { type ReadManifests, type ReadOptions, readSources } from './read-sources.ts';
import { decodeNulls, isKnownKind, validateStructure } from './schema/index.ts';
import { validateObject } from './validation/index.ts';

const STAGES: AdmissionStages = {
  convert,
  isKnownKind,
  validateStructure,
  decodeNulls,
  applyDefaults,
  validateObject,
};

/**
 * Reads manifests as `kubectl apply` and the API server behind it would. Throws a SetupError where a path leads
 * nowhere or holds no manifests; everything wrong inside the files is a diagnostic, and all of it comes at once.
 */
export function readManifests(sources: readonly ManifestSource[], options: ReadOptions = {}): Promise<ReadManifests> {
  return readSources(sources, options, STAGES);
}
