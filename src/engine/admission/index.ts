export type { DecodedText, WrittenObject } from './decode.ts';
export { decodeDocument } from './decode-document.ts';
export { applyDefaults } from './defaults/index.ts';
export { formatYaml } from './format-yaml.ts';
export { type KindInfo, kinds, resolveKind } from './kinds.ts';
export type { ClusterFile, ManifestSource } from './manifest-source.ts';
export { readManifests } from './read-manifests.ts';
export type { ReadManifests, ReadOptions } from './read-sources.ts';
export { validateStructure } from './schema/index.ts';
