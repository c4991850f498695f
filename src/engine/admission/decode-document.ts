import { type DecodedText, decode } from './decode.ts';
import { SourceText, type TextInput } from './source-text.ts';

/** Reads a text that holds no manifests of the cluster but is written like one: a Cluster file. Nothing is admitted. */
export function decodeDocument(input: TextInput): DecodedText {
  return decode(new SourceText(input));
}
