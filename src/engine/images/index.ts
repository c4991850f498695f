export { agnhostProgram } from './agnhost.ts';
export { containerListens, describedImage, knownImage, listensNowhereElse, ownRun } from './image-of.ts';
export type { KnownImage, ServerName } from './known-image.ts';
export { flagValue, type Run, variable } from './run.ts';
