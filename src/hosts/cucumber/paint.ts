export type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Colours `text`, or returns it as it is. */
export type Paint = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  dim: [2, 22],
  bold: [1, 22],
};

export const plain: Paint = (_colour, text) => text;

/** ANSI colours. `node:util.styleText` decides by itself where it may, differently from one Node to the next. */
export const ansi: Paint = (colour, text) => {
  const [open, close] = CODES[colour];
  return `\u001b[${open}m${text}\u001b[${close}m`;
};

/** Whether to colour what goes to `stream`: NO_COLOR (https://no-color.org), then FORCE_COLOR, then a terminal. */
export function wantsColour(stream: object, env: Readonly<Record<string, string | undefined>>): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return 'isTTY' in stream && stream.isTTY === true;
}
