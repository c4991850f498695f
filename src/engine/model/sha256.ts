/** The fractional parts of the cube roots of the first 64 primes, 32 bits each (FIPS 180-4, 4.2.2). */
const K: Uint32Array = fractions(64, Math.cbrt);
/** The fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const START: Uint32Array = fractions(8, Math.sqrt);

const BLOCK = 64;

/**
 * The SHA-256 digest, 32 bytes, of a text's UTF-8 form. Where real components name things by digests, so does the
 * engine, and it runs without any platform's own cryptography.
 *
 * https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */
export function sha256(text: string): Uint8Array {
  const message = padded(new TextEncoder().encode(text));
  const state = Uint32Array.from(START);
  const schedule = new Uint32Array(BLOCK);
  for (let offset = 0; offset < message.byteLength; offset += BLOCK) compress(state, message, offset, schedule);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setUint32(index * 4, word);
  return new Uint8Array(digest.buffer);
}

/** The message, a bit that is set, zeros, and the message's length in bits: a whole number of blocks (5.1.1). */
function padded(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / BLOCK) * BLOCK;
  const message = new Uint8Array(length);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return view;
}

/** Takes one block into the state (6.2.2). */
function compress(state: Uint32Array, message: DataView, offset: number, schedule: Uint32Array): void {
  for (let t = 0; t < BLOCK; t++) {
    schedule[t] = t < 16 ? message.getUint32(offset + t * 4) : extended(schedule, t);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < BLOCK; t++) {
    const sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + sum1 + chosen + (K[t] ?? 0) + (schedule[t] ?? 0)) | 0;
    const sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index++) state[index] = (state[index] ?? 0) + (words[index] ?? 0);
}

function extended(schedule: Uint32Array, t: number): number {
  const [early, late] = [schedule[t - 15] ?? 0, schedule[t - 2] ?? 0];
  const sigma0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
  const sigma1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
  return (schedule[t - 16] ?? 0) + sigma0 + (schedule[t - 7] ?? 0) + sigma1;
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function fractions(count: number, root: (value: number) => number): Uint32Array {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (isPrime(candidate)) found.push((root(candidate) % 1) * 2 ** 32);
  }
  return Uint32Array.from(found);
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}
