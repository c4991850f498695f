/**
 * The path as nginx compares it: percent-decoded, with `.` and `..` resolved and double slashes merged. `undefined` for a
 * path that nginx turns down with 400 (ngx_http_parse_complex_uri).
 */
export function normalPath(path: string): string | undefined {
  const decoded = decode(path);
  if (decoded === undefined || !decoded.startsWith('/')) return undefined;
  const elements: string[] = [];
  const parts = decoded.split('/').slice(1);
  for (const part of parts) {
    if (part === '..' && elements.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') elements.push(part);
  }
  const last = parts.at(-1) ?? '';
  const isFolder = last === '' || last === '.' || last === '..';
  return `/${elements.join('/')}${isFolder && elements.length > 0 ? '/' : ''}`;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
