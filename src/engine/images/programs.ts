/** Programs that end or wait, and listen on nothing. */
const QUIET: ReadonlySet<string> = new Set(
  (
    ': [ [[ apk apt-get cat cd chmod chown cp curl cut date dig echo exit export false getent grep head hostname id ip ' +
    'ls mkdir mv nslookup pause ping ping6 printenv printf pwd read rm sed set sleep tail test touch tr trap true ' +
    'uname unset wait wc wget'
  ).split(' '),
);

/** What a program listens on, whatever image it is in; `undefined` where nobody knows. */
export function programListens(name: string, words: readonly string[]): readonly string[] | undefined {
  if (QUIET.has(name)) return [];
  // `kubectl proxy` and `kubectl port-forward` listen.
  if (name === 'kubectl') return words.some((word) => /^(proxy|port-forward)$/.test(word)) ? undefined : [];
  if (/^python[\d.]*$/.test(name)) return python(words);
  if (name === 'nc' || name === 'ncat' || name === 'netcat') return netcat(words);
  if (name === 'socat') return socat(words);
  return undefined;
}

/** `python -m http.server 8080`, 8000 unless said otherwise (docs.python.org/3/library/http.server.html). */
function python(words: readonly string[]): readonly string[] | undefined {
  const module = words.indexOf('-m');
  const name = module < 0 ? undefined : words[module + 1];
  if (name !== 'http.server' && name !== 'SimpleHTTPServer') return undefined;
  return [words.slice(module + 2).find((word) => /^\d+$/.test(word)) ?? '8000'];
}

/** `nc -lk -p 8080`, `nc -l 8080`, with `-u` over UDP; without `-l` it is a client. */
function netcat(words: readonly string[]): readonly string[] | undefined {
  const flags = words.filter((word) => /^-[a-z]+/.test(word)).join('');
  if (!flags.includes('l')) return [];
  const named = words.find((_, index) => /^-[a-z]*p$/.test(words[index - 1] ?? ''));
  const port = named ?? words.filter((word) => /^\d+$/.test(word)).at(-1);
  return port === undefined || !/^\d+$/.test(port) ? undefined : [`${port}/${flags.includes('u') ? 'UDP' : 'TCP'}`];
}

/** `socat TCP-LISTEN:8080,fork …` (man 1 socat); an address that listens is the first one. */
function socat(words: readonly string[]): readonly string[] | undefined {
  const found = words.flatMap((word) => {
    const [, protocol = '', port] = /^(tcp|udp)[46]?-(?:listen|l|recvfrom|recv):(\d+)/i.exec(word) ?? [];
    return port === undefined ? [] : [`${port}/${protocol.toUpperCase()}`];
  });
  return found.length > 0 ? found : undefined;
}
