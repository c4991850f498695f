/** Reports whether a version such as `1.34` is `minor` of major 1 or newer. */
export function isAtLeast(version: string, minor: number): boolean {
  const [major, second] = version.split('.').map(Number);
  return (major ?? 1) > 1 || (second ?? 0) >= minor;
}
