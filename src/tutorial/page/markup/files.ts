/** Gives the text of a file by its path from the folder of the settings; undefined where it is not there. */
export type FileTexts = (path: string) => string | undefined;

/** Joins paths with `/` and takes `.` and `..` away; undefined for one that leaves the folder it starts in. */
export function joinInside(...parts: readonly string[]): string | undefined {
  const found: string[] = [];
  for (const part of parts.flatMap((each) => each.replaceAll('\\', '/').split('/'))) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (found.pop() === undefined) return undefined;
    } else found.push(part);
  }
  return found.join('/');
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The first of some paths that a file is at, and its text. */
export function firstFile(
  files: FileTexts,
  paths: readonly (string | undefined)[],
): { readonly path: string; readonly text: string } | undefined {
  for (const path of paths) {
    const text = path === undefined || path === '' ? undefined : files(path);
    if (path !== undefined && text !== undefined) return { path, text };
  }
  return undefined;
}
