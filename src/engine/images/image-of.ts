import type { Container, ImageSpec } from '../model/index.ts';
import { isImage } from '../model/index.ts';
import type { KnownImage } from './known-image.ts';
import { programListens } from './programs.ts';
import type { Run } from './run.ts';
import { type Started, startedIn } from './started.ts';
import { knownImages } from './table.ts';

/** The row of the table for an image reference. */
export function knownImage(image: string): KnownImage | undefined {
  if (known.has(image)) return known.get(image);
  const found = knownImages.find(({ names }) => names.some((name) => isImage(image, name)));
  known.set(image, found);
  return found;
}

const known = new Map<string, KnownImage | undefined>();

/** What a Cluster file says of a container's image; of one whose command the manifest replaces it says nothing. */
export function describedImage(images: readonly ImageSpec[], container: Container): ImageSpec | undefined {
  if ((container.command?.length ?? 0) > 0) return undefined;
  return images.find(({ name }) => isImage(container.image ?? '', name));
}

/** The run of the image's own server, whatever the container's command and args say; `undefined` where it does not run. */
export function ownRun(image: KnownImage, container: Container): Run | undefined {
  const own = startedIn(image, container)?.find(({ program }) => program === undefined);
  return own === undefined ? undefined : runOf(own, container);
}

function runOf({ words, script }: Started, container: Container): Run {
  return { words, container, ...(script !== undefined && { assigned: script.assigned }) };
}

/**
 * What a container's programs listen on, as far as its image, its command, its arguments and its variables tell:
 * `80/TCP`, or `80`. `undefined` where nobody knows one of them.
 */
export function containerListens(images: readonly ImageSpec[], container: Container): readonly string[] | undefined {
  const described = describedImage(images, container);
  if (described !== undefined) return described.listens;
  const image = knownImage(container.image ?? '');
  const ports: string[] = [];
  for (const started of startedIn(image, container) ?? [UNKNOWN]) {
    const own = startedListens(image, started, container);
    if (own === undefined) return undefined;
    ports.push(...own);
  }
  return ports;
}

const UNKNOWN: Started = { program: '', words: [] };

function startedListens(
  image: KnownImage | undefined,
  started: Started,
  container: Container,
): readonly string[] | undefined {
  const { program, words, script } = started;
  if (program !== undefined) return programListens(program, words);
  return script?.configures === true ? undefined : image?.listens(runOf(started, container));
}

/**
 * Reports whether it is sure that a container listens on nothing beyond `containerListens`: all its programs are known to
 * the last port, and no file that is mounted, nor a variable that another object holds, may set them up otherwise.
 */
export function listensNowhereElse(images: readonly ImageSpec[], container: Container): boolean {
  const { volumeMounts = [], envFrom = [] } = container;
  if (volumeMounts.length + envFrom.length > 0 || describedImage(images, container) !== undefined) return false;
  if (containerListens(images, container) === undefined) return false;
  const image = knownImage(container.image ?? '');
  return (
    image?.complete === true || startedIn(image, container)?.every(({ program }) => program !== undefined) === true
  );
}
