import { PROTOCOLS, type Protocol } from './address.ts';

/** A port as people write it. Without a protocol it means the one that the reader is asked about, or any. */
export interface WrittenPort {
  /** From 1 to 65535. */
  readonly port: number;
  readonly protocol?: Protocol;
}

/** Reads `8080`, `8080/TCP` or `53/udp`; `undefined` for anything else, also for a number that no port has. */
export function readPort(text: string): WrittenPort | undefined {
  const [, digits, name] = /^(\d{1,5})(?:\/([a-z]+))?$/i.exec(text) ?? [];
  const port = Number(digits);
  const protocol = PROTOCOLS.find((each) => each === name?.toUpperCase());
  if (digits === undefined || port < 1 || port > 65535 || (name !== undefined && protocol === undefined)) {
    return undefined;
  }
  return protocol === undefined ? { port } : { port, protocol };
}

/** Prints `8080`, or `53/UDP`: what `readPort` reads. */
export function formatWrittenPort({ port, protocol }: WrittenPort): string {
  return protocol === undefined ? `${port}` : `${port}/${protocol}`;
}
