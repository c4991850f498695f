/** Lines of curl and wget about themselves: meters, connections, what is saved where. */
const CLIENT_LINES: readonly RegExp[] = [
  /^\s*% Total\s+% Received/,
  /^\s*Dload\s+Upload/,
  /^[\s\d.kMG%:-]*--:--:--[\s\d.kMG%:-]*$/,
  /^\s*\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+/,
  /^Connecting to /,
  /^--\d{4}-\d\d-\d\d /,
  /^Resolving /,
  /^HTTP request sent/,
  /^(?:Length|Saving to|Location|Reusing existing connection)\b/,
  /^saving to /i,
  /^\S+\s+\d+%\s*[|[]/,
  /^\s*\d+K [. ]+/,
  /^(?:-|index\.html|null|stdout|\S+)\s+\d+% ?\|/,
  /^(?:writing|written) to stdout/,
  /\bsaved\b(?: \[[\d/]+\])?$/,
  /^remote file exists/,
  /^Remote file exists\./,
  /^Spider mode enabled/,
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(/,
  /^index\.html\s+\d{3} OK\s*$/,
  /^[*}{] /,
  /^[*<>]\s*$/,
  /^[<>] /,
  /^\[\d+ bytes data\]/,
  /^\s*0\s+0\s+0/,
  /^command terminated with exit code/,
];

/** Whether the line is the client's own, not of the answer. */
export function isClientLine(line: string): boolean {
  return CLIENT_LINES.some((pattern) => pattern.test(line));
}

/** What a server that echoes its request prints of the client's version, and of its own. */
const ECHOED =
  /^\s*(?:accept(?:-\w+)?|user-agent|connection|cache-control|upgrade-insecure-requests|server_version|x-[\w-]+|via|forwarded|request id|\[?sec-[\w-]+)\s*[=:]/i;

/** Whether the line tells of the client or the server what another version of it would tell otherwise. */
export function isEchoedHeader(line: string): boolean {
  return ECHOED.test(line);
}

/** Whether the line is a header of the answer, which `curl -i` prints before the page. */
export function isHeaderLine(line: string): boolean {
  return /^(?:< )?(?:HTTP\/[\d.]+ \d{3}|(?:server|date|content-[\w-]+|last-modified|connection|etag|accept-ranges|vary|x-[\w-]+|strict-transport-security|location|set-cookie|transfer-encoding|cache-control|expires|keep-alive|via|alt-svc): )/i.test(
    line,
  );
}
