import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draws } from '../../draws.fixture.ts';
import { HOST, Terminals } from './index.ts';
import { painted } from './terminals.fixture.ts';

/** Lines that need no cluster: a real bash says what they print. */
const LINES: readonly string[] = [
  'echo a  b "c  d" \'$x\' \\$x',
  'x=5; echo $x ${x}y ${#x} ${x:-1} ${y:-2} $((x * 3 + 1))',
  'for i in 1 2 3; do echo -n "$i "; done; echo',
  'for i in {1..3} a{b,c}; do printf "%s;" $i; done',
  'i=0; while [ $i -lt 3 ]; do i=$((i + 1)); [[ $i == 2 ]] && continue; echo $i; done',
  'case web-1 in db*) echo db;; web-?) echo web;; *) echo other;; esac',
  'if grep -q b <<< "abc"; then echo yes; else echo no; fi',
  'cat <<EOF | sed "s/a/b/" | tr a-z A-Z\nba $((1 + 1))\nEOF',
  "cat <<'EOF'\n$x `y`\nEOF",
  'cat <<-EOF\n\tx\n\tEOF',
  'f() { local a=$1; echo "$a$#$*"; return 3; }; f 1 2 || echo $?',
  'a=(1 2 3); a+=(4); echo ${a[@]:1:2} ${#a[@]} ${a[-1]}',
  'declare -A m=([k]=v [l]=w); echo ${m[k]} ${#m[@]}',
  's=web.shop.svc; echo ${s%%.*} ${s#*.} ${s/shop/x} ${s^^} ${s:4:4}',
  "echo one two three | awk '{print $2, NF}'",
  'printf "b\\na\\nb\\n" | sort | uniq -c | awk \'{print $1 $2}\'',
  'printf "1\\n2\\n3\\n" | head -n 2 | tail -n 1',
  'echo "a,b,c" | cut -d, -f2',
  'printf "x\\ny\\n" | wc -l | tr -d " "',
  'printf "x\\ny\\n" | grep -n y',
  'printf "a 1\\nb 2\\n" | while read k v; do echo "$v$k"; done',
  'printf "a b c" | xargs -n1 echo -',
  '(cd /tmp; pwd); echo "$(echo $(echo deep))"',
  'false; echo $?; true && echo t || echo f; ! true; echo $?',
  'set -e; f() { false; }; if f; then echo a; else echo b; fi; false; echo never',
  'set -u; echo ${nothing:-ok}; set +u; echo "[$nothing]"',
  'set -o pipefail; false | true; echo $?',
  'echo err >&2; echo out; { echo a; echo b >&2; } 2>/dev/null',
  'exec 3>&1; echo three >&3; x=$(echo hidden 2>&1); echo $x',
  'echo a > /tmp/curlew-$$; echo b >> /tmp/curlew-$$; cat /tmp/curlew-$$; rm /tmp/curlew-$$; ls /tmp/curlew-$$ 2>/dev/null || echo gone',
  'read -r a b <<< "1 2 3"; echo "$b $a"',
  'IFS=: read -r a b <<< "x:y z"; echo "$b"',
  'diff <(echo a) <(echo a) && echo same',
  'seq 3 | paste -sd+ | sed "s/+/ + /g"',
  'printf "%-5s|%03d|%s\\n" ab 7 "c d"',
  'echo $(( 7 / 2 )) $(( 2 ** 5 )) $(( 5 > 3 )); let "z = 4 % 3"; echo $z',
  'test -z "" && [ a != b ] && [[ abc =~ ^a(.)c$ ]] && echo ${BASH_REMATCH[1]}',
  'echo \'{"items": [{"n": "a"}, {"n": "b"}]}\' | sed -n \'s/.*"n": "\\([a-z]\\)".*/\\1/p\'',
  'unset x; x=1 sh -c \'echo $x\'; echo "[$x]"',
  'eval "y=2"; echo $y; type f >/dev/null 2>&1 || echo nof',
  'echo "multi\nline" | sed -n 2p',
  'for ((i = 0; i < 2; i++)); do echo $i; done',
  'until [ "${n:-0}" -ge 2 ]; do n=$((${n:-0} + 1)); done; echo $n',
  'echo "tab\there" | cat; echo -e "a\\tb"; echo $\'c\\td\'',
  'basename /a/b.yaml .yaml; dirname /a/b.yaml',
  'echo abc | base64; echo YWJjCg== | base64 -d',
];

const bash = spawnSync('bash', ['--version']);
const isThere = bash.status === 0;

describe.skipIf(!isThere)(isThere ? 'what bash prints' : 'there is no bash here to compare with', () => {
  test.each(LINES)('%s', async (line) => {
    const real = spawnSync('bash', ['-c', line], { encoding: 'utf8', input: '' });
    const { stdout, status } = await new Terminals({ cluster: painted }).run(HOST, line);
    expect({ stdout, status }).toEqual({ stdout: real.stdout, status: real.status });
  });

  test.each([
    'echo "a',
    "echo 'a",
    'if true',
    'for',
    'done',
    'a ;;',
    '&& a',
    'foo() {',
    'echo )',
    'a &&',
    'a |',
    'cat <',
  ])('%s is no statement', async (line) => {
    const real = spawnSync('bash', ['-c', line], { encoding: 'utf8', input: '' });
    const { invalid, status } = await new Terminals({ cluster: painted }).run(HOST, line);
    expect(status).toBe(2);
    expect(real.status).not.toBe(0);
    const words = (text = '') => /(?:unexpected EOF.*|syntax error.*)/.exec(text)?.[0];
    expect(words(invalid)).toBe(words(real.stderr));
  });
});

const HOSTILE: readonly string[] = [
  'while true; do :; done',
  'while true; do echo a; sleep 1; done',
  'for ((;;)); do x=$x$x; done',
  'until false; do true; done',
  ':(){ :|:& };:',
  'f() { f | f; }; f',
  'f() { f; f; }; f',
  'x=a; while :; do x=$x$x; done',
  'echo {1..100000000}',
  'echo {a..z}{a..z}{a..z}{a..z}{a..z}',
  'seq 1 1000000000',
  'printf "%1000000000s" x',
  'awk "BEGIN { while (1) {} }"',
  "sed ':a;ba' <<< x",
  'echo $(while true; do echo a; done)',
  'yes | head -1',
  'eval "$(printf \'eval "\'; printf %1000s)"',
  'while true; do kubectl get pods; done',
  'while true; do curl -s paint; done',
  'sh -c "while true; do true; done"',
  'kubectl exec bb -- sh -c "while true; do true; done"',
  'cat <<EOF\nopen',
  `echo ${'$('.repeat(3000)}`,
  `${'('.repeat(3000)}`,
  `echo ${'"$(echo '.repeat(200)}`,
  `${'if true; then '.repeat(500)}`,
  `echo ${'a'.repeat(200_000)}`,
  'a=(); for ((i = 0; i < 1000000; i++)); do a[$i]=1; done',
  'x=$((9**9**9)); echo $((1 << 9999))',
  'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | grep -E "(a+)+$"',
  '[[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! =~ ^(a+)+$ ]]',
  'exec >/dev/null; echo a',
  '\0\u0001\ud800',
];

test.each(HOSTILE)('is bounded, and told: %s', async (line) => {
  const terminals = new Terminals({ cluster: painted });
  await terminals.run(HOST, 'x=1');
  const before = process.cpuUsage();
  const result = await terminals.run(HOST, line);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(4);
  expect(await terminals.run(HOST, 'echo still here >&2')).toMatchObject({ stderr: 'still here\n' });
  expect(result.output.length).toBeLessThan(5_000_000);
});

test('no line breaks the shell, or the rules of results', async () => {
  const word = fc.constantFrom(
    'echo',
    'kubectl get pods',
    'cat',
    '$x',
    '"',
    "'",
    '$(',
    ')',
    '`',
    '<<EOF',
    '\n',
    ';',
    '|',
    '&&',
    '&',
    '{',
    '}',
    'if',
    'then',
    'fi',
    'for i in',
    'do',
    'done',
    'x=1',
    '>f',
    '2>&1',
    '((',
    '))',
    '[[',
    ']]',
    '\\',
    'EOF',
    'exit',
    'exec',
    'f()',
    '!',
    '#',
    '${',
    'a',
    '*',
    '<(',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (words) => {
      const terminals = new Terminals({ cluster: painted });
      const result = await terminals.run(HOST, words.join(' '));
      if (result.invalid !== undefined) expect(result).toMatchObject({ commands: [], status: 2 });
      expect(result.output.length).toBeLessThanOrEqual(result.stdout.length + result.stderr.length);
      const { stderr } = await terminals.run(HOST, 'echo here >&2');
      expect(stderr).toBe('here\n');
    }),
    { numRuns: draws(40) },
  );
});
