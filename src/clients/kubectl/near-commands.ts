/**
 * The commands that someone who mistyped may have meant: two edits away, or longer (SuggestionsFor in
 * github.com/spf13/cobra command.go).
 */
export function nearCommands(typed: string, commands: readonly string[]): readonly string[] {
  const word = typed.toLowerCase();
  return commands.filter((command) => command.startsWith(word) || distance(word, command) <= 2);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substituted));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
