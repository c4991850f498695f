/*
 * Everything of a host that the rooms of tsconfig.pure.json use beside the language itself. Browsers and Node have it
 * alike (https://encoding.spec.whatwg.org).
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
