import { mapStrings } from './map-strings.ts';

/**
 * What a terminal obeys in place of showing it: control characters, and those that turn the order of what stands behind
 * them (Unicode's bidirectional embeddings, overrides and isolates). A tab and the ends of lines stay.
 */
const CONTROLS = /[^\P{Cc}\t\r\n]|[\u2028-\u202e\u2066-\u2069]|\r(?!\n)/gu;

/** As {@link CONTROLS}, where a text must not leave its line. */
const CONTROLS_OF_A_LINE = /[^\P{Cc}\t]|[\u2028-\u202e\u2066-\u2069]/gu;

/** A colour, as Curlew's own report and cucumber's write it. */
const COLOUR = new RegExp(`(${'\u001b'}\\[[\\d;]*m)`);

/**
 * A line that the runner of GitHub Actions takes for a command (github.com/actions/runner src/Runner.Common/
 * ActionCommand.cs TryParseV2). An IPv6 address at the beginning of a line is none: commands have letters of no number.
 */
const WORKFLOW_COMMAND = /^([^\S\n]*):(?=:[\w-]*[g-z][^\n]*::)/gim;

/** The same in the middle of a line: `##[error]` of GitHub (ActionCommand.cs TryParse), `##vso[…]` of Azure Pipelines. */
const LOGGING_COMMAND = /#(?=#\w*\[)/g;

/**
 * What people read, made safe for a terminal and for the log of a CI job: nothing in it moves the cursor, colours what
 * follows, or is a command to whoever runs the job. Control characters are written as kubectl writes ESC, `^[`
 * (kubernetes staging/src/k8s.io/cli-runtime/pkg/printers/terminal.go). `kept` leaves colours.
 */
export function terminalText(text: string, colours: 'escaped' | 'kept' = 'escaped'): string {
  const parts = colours === 'kept' ? text.split(COLOUR) : [text];
  return parts
    .map((part, index) => (index % 2 === 1 ? part : escapeControls(part)))
    .join('')
    .replace(WORKFLOW_COMMAND, '$1\\:')
    .replace(LOGGING_COMMAND, '#\\');
}

/** The same of a text that is to be coloured yet, or to stand behind something: commands may stand in it. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, visible);
}

/**
 * A value with every text in it on one line: a name with a line's end in it is shown with `\n`, and makes no line of its
 * own in a report.
 */
export function inOneLine<T>(value: T): T {
  return mapStrings(value, (text) => text.replace(CONTROLS_OF_A_LINE, visible));
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\u007f': '^?' };

/** `^[` for ESC, as terminals name the first 32; `\u009b` for any other. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (NAMED[character] !== undefined) return NAMED[character];
  return code < 0x20 ? `^${String.fromCharCode(code + 0x40)}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
