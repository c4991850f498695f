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
