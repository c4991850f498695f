import { isUtf8 } from 'node:buffer';

/** The text of a file, or why it is none. */
export type DecodedBytes =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly problem: { readonly code: string; readonly message: string; readonly hint: string } };

const UTF16_MARKS: Readonly<Record<string, string>> = { fffe: 'UTF-16 (little endian)', feff: 'UTF-16 (big endian)' };

/** Reads bytes as UTF-8, with or without a byte order mark, and takes nothing else for a text. */
export function decodeBytes(bytes: Buffer): DecodedBytes {
  const utf16 = UTF16_MARKS[bytes.toString('hex', 0, 2)];
  if (utf16 !== undefined) {
    const hint = 'save it as UTF-8; for example: iconv -f UTF-16 -t UTF-8 FILE';
    return { problem: { code: 'not-utf-8', message: `the file is encoded as ${utf16}, not as UTF-8`, hint } };
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { problem: notText(zero, 'a NUL byte') };
  if (!isUtf8(bytes)) {
    const offset = firstInvalid(bytes);
    return { problem: notText(offset, `the byte 0x${bytes.toString('hex', offset, offset + 1)}, which is not UTF-8`) };
  }
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}

function notText(offset: number, what: string): { code: string; message: string; hint: string } {
  const hint = 'manifests are UTF-8 text: is this the right file?';
  return { code: 'binary-file', message: `the file is not text: it has ${what} at offset ${offset}`, hint };
}

/** Decoding puts U+FFFD for a broken byte; one that the file really contains is three bytes long. */
function firstInvalid(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let offset = 0;
  for (const part of text.split('\uFFFD')) {
    offset += Buffer.byteLength(part);
    if (bytes.toString('hex', offset, offset + 3) !== 'efbfbd') return offset;
    offset += 3;
  }
  return offset;
}
