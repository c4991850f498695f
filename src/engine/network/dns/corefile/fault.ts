import type { Place } from './config-text.ts';

/** Something that is wrong, or that is not understood, in a Corefile. */
export interface Fault {
  readonly place: Place;
  readonly message: string;
}
