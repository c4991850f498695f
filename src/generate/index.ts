export { type Given, generateFeature, OUTSIDE } from './generate-feature.ts';
