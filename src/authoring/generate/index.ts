export { type Given, generateFeature } from './generate-feature.ts';
export { worldOutside } from './world-outside.ts';
