import { constants, createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { SetupError } from '../engine/model/index.ts';
import { codeOf } from './read-errors.ts';

/** What is larger is not read: a cluster stores no object of more than 1.5 MiB, so this is no manifest. */
export const MOST_BYTES: number = 32 * 1024 * 1024;

/** How long a pipe with a name may stay empty, and without anybody who writes to it, in milliseconds. */
const PATIENCE = 3_000;

const PAUSE = 20;

/** A size for people: `32.1 MiB`. */
export function mebibytes(bytes: number): string {
  return `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MiB`;
}

/**
 * Reads a stream as UTF-8 up to the limit; `name` says where it comes from. What is behind the limit is not waited for.
 * Throws a SetupError for more.
 */
export async function readStream(stream: AsyncIterable<unknown>, name: string): Promise<string> {
  return (await bytesOf(stream, name)).toString('utf8');
}

async function bytesOf(stream: AsyncIterable<unknown>, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    const piece = Buffer.from(part as string | Uint8Array);
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw tooMuch(name, `has more than ${mebibytes(MOST_BYTES)}`);
    parts.push(piece);
  }
  return Buffer.concat(parts);
}

/**
 * The bytes of a file that somebody named, or of a pipe (`-f <(helm template …)`), up to the limit. Throws a SetupError for
 * more, for a pipe to which nobody writes, and for what is neither; what the system says of a file it throws as it is.
 */
export async function readBytes(path: string, name: string): Promise<Buffer> {
  const stats = await stat(path);
  if (stats.isFIFO()) return readPipe(path, name);
  // `/dev/null` is at its end at once; a device without an end is too much.
  if (stats.isCharacterDevice()) return bytesOf(createReadStream(path), name);
  if (!stats.isFile()) throw new SetupError(`cannot read ${name}: it is no file`, { hint: 'name a file of text' });
  if (stats.size > MOST_BYTES) throw tooMuch(name, `has ${mebibytes(stats.size)}`);
  return readFile(path);
}

/** Does not wait for a writer by opening: that could not be ended. */
async function readPipe(path: string, name: string): Promise<Buffer> {
  const pipe = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const parts: Buffer[] = [];
    const part = Buffer.alloc(64 * 1024);
    let bytes = 0;
    let isWritten = false;
    for (let waited = 0; ; ) {
      const read = await pipe.read(part).catch((cause: unknown) => {
        if (codeOf(cause) === 'EAGAIN') return undefined;
        throw cause;
      });
      if (read?.bytesRead === 0 && isWritten) return Buffer.concat(parts);
      if (read === undefined || read.bytesRead === 0) {
        // With nothing to read, but somebody who may write: it takes as long as it takes.
        if (read === undefined) isWritten = true;
        else if (waited > PATIENCE) throw unwritten(name);
        else waited += PAUSE;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        continue;
      }
      isWritten = true;
      bytes += read.bytesRead;
      if (bytes > MOST_BYTES) throw tooMuch(name, `has more than ${mebibytes(MOST_BYTES)}`);
      parts.push(Buffer.from(part.subarray(0, read.bytesRead)));
    }
  } finally {
    await pipe.close();
  }
}

function tooMuch(name: string, has: string): SetupError {
  const hint = 'split it, or name only what matters';
  return new SetupError(`${name} ${has}: texts are read up to ${mebibytes(MOST_BYTES)}`, { hint });
}

function unwritten(name: string): SetupError {
  return new SetupError(`cannot read ${name}: it is a pipe, and nobody writes to it`, {
    hint: 'start what writes to it first, or write to standard input: … | curlew … -f -',
  });
}
