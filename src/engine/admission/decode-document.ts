import { type DecodedText, decode } from './decode.ts';
import { type ManifestText, SourceText } from './source-text.ts';

/** Reads a text that holds no manifests of the cluster but is written like one: a Cluster file. Nothing is admitted. */
export function decodeDocument(input: ManifestText): DecodedText {
  return decode(new SourceText(input));
}
