/** A line that stands for lines which the page leaves out. */
export function isElision(line: string): boolean {
  return /^\s*(?:#\s*|\/\/\s*)?[[(<{]?\s*(?:\.{2,}|…|[-. ]*snip(?:ped)?[-. ]*|[-. ]*(?:output|lines|content)?\s*(?:is |was )?(?:omitted|truncated|trimmed|shortened|removed|skipped)[^\n]{0,60})\s*[\])>}]?\s*$/i.test(
    line,
  );
}

/** A prompt with nothing behind it, or with the command that leaves: the page shows where it is, not what is printed. */
const PROMPT =
  /^(?:[\w.-]+@[\w.-]+:\S*|\[[^\]]+\]|[\w.~-]*[\s:]?(?:\/[\w./-]*)?|sh-\d[\d.]*|bash-\d[\d.]*)\s?[#$]\s*(?:exit\s*)?$/;

const NOISE: readonly RegExp[] = [
  /^\s*$/,
  /^If you don't see a command prompt, try pressing enter\.?/,
  /^All commands and output from this session will be recorded/,
  /^Waiting for pod \S+ to be running, status is /,
  /^Hit enter for command prompt/,
  /^Unable to use a TTY/,
  /^Session ended, resume using /,
  /^Warning: /i,
  /^Flag --\S+ has been deprecated/,
  /^kubectl (?:run|create|exec|convert|expose)\b.* is DEPRECATED/,
  /^Defaulting (?:container|debug container) name to /i,
  /^Defaulted container /,
  /^Use 'kubectl describe pod/,
  /^[IWE]\d{4} \d\d:\d\d:\d\d/,
  /^error: (?:no stdin|Unable to use a TTY)/,
  /^command terminated with exit code \d+$/,
  /^pod \S+ terminated \(Error\)$/,
  /^command terminated with non-zero exit code/,
  /^exit$|^logout$/,
];

/** What no comparison reads: empty lines, prompts, hints and warnings of the client. */
export function isNoise(line: string): boolean {
  const text = line.trim();
  return NOISE.some((noise) => noise.test(text)) || PROMPT.test(text);
}
