export { Cluster, readClusterFiles } from './cluster.ts';
export { digestOf } from './digest.ts';
export { fileReader } from './file-reader.ts';
export { findPages, readPageText } from './find-pages.ts';
export type { Folders, LoadOptions, ManifestOptions } from './manifest-options.ts';
export { type ManifestFiles, readManifestFiles } from './read-manifest-files.ts';
export { readStream } from './size-limit.ts';
export { TextFolder } from './text-folder.ts';
