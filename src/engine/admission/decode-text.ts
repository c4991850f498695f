import { type DecodedText, decode, type WrittenObject } from './decode.ts';
import { type ManifestText, objectTexts, SourceText } from './source-text.ts';

/** Reads the objects of a text as they are written, each document by itself. Nothing is admitted. */
export function decodeText(text: ManifestText): DecodedText {
  return decode(new SourceText(text));
}

/**
 * Plain objects as if they were written: as JSON, in texts that are named `objects[0]`, `objects[1]` … Throws a SetupError
 * for what has no such form.
 */
export function writtenObjects(objects: readonly object[]): readonly WrittenObject[] {
  return objectTexts(objects).flatMap((text) => decode(text).objects);
}
