export { formatDiagnostic, type TextOf } from './diagnostic-text.ts';
export { formatResolution } from './resolution-text.ts';
export { formatTrace, ruleText } from './trace-text.ts';
