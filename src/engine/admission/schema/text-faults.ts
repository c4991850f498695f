const QUANTITY_PARTS = /^([+-]?\d*(?:\.\d*)?)[eEinumkKMGTP]*[-+]?\d*$/;

/** Why a value is no quantity, in the words of apimachinery pkg/api/resource/quantity.go. */
export function quantityFault(value: unknown): string {
  const [text, number = ''] = (typeof value === 'string' && QUANTITY_PARTS.exec(value)) || [''];
  if (text === '') {
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  }
  return /\d/.test(number) ? "unable to parse quantity's suffix" : 'unable to parse numeric part of quantity';
}

/** The elements of an RFC 3339 time as Go's layout names them, each with what it accepts. */
const TIME_ELEMENTS: readonly (readonly [layout: string, accepts: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d{2}/],
  ['-', /^-/],
  ['02', /^\d{2}/],
  ['T', /^T/],
  ['15', /^\d{2}/],
  [':', /^:/],
  ['04', /^\d{2}/],
  [':', /^:/],
  ['05', /^\d{2}(?:[.,]\d+)?/],
  ['Z07:00', /^(?:Z|[+-]\d{2}:\d{2})/],
];

/** Why a text is no time, in the words of Go's time.Parse. */
export function timeFault(text: string): string {
  let rest = text;
  for (const [layout, accepts] of TIME_ELEMENTS) {
    const match = accepts.exec(rest);
    if (match === null) return parsing(text, `cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(layout)}`);
    rest = rest.slice(match[0].length);
  }
  return parsing(text, '').replace(/: $/, `: extra text: ${JSON.stringify(rest)}`);
}

function parsing(text: string, fault: string): string {
  return `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": ${fault}`;
}

/** The offset at which a text ceases to be base64, as Go's encoding/base64 counts it. */
export function base64Fault(text: string): number {
  const illegal = /[^A-Za-z0-9+/\r\n]/.exec(text)?.index ?? text.length;
  const digits = [...text.slice(0, illegal).matchAll(/[A-Za-z0-9+/]/g)];
  const loose = digits.length % 4;
  if (illegal === text.length) return loose === 0 ? illegal : text.length - loose;
  if (text[illegal] !== '=' || loose < 2) return illegal;
  const padding = loose === 2 ? /^=[\r\n]*=[\r\n]*/ : /^=[\r\n]*/;
  const match = padding.exec(text.slice(illegal));
  if (match !== null) return illegal + match[0].length;
  const second = illegal + 1 + (/^[\r\n]*/.exec(text.slice(illegal + 1))?.[0].length ?? 0);
  return second === text.length ? second : second - 1;
}
