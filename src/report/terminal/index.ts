export { mapStrings } from './map-strings.ts';
export { escapeControls, inOneLine, terminalText } from './terminal-text.ts';
