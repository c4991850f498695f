/**
 * The version of the JSON that the commands print and the library answers with. A field may be added without a new
 * version; what a field means, and that it is there, stays as long as the version does.
 */
export const JSON_VERSION = 1;

/** Every JSON answer says of which version it is. */
export interface Versioned {
  readonly version: 1;
}
