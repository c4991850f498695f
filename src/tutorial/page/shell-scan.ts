/** Why a shell waits for more lines. */
export type Waiting = 'here-document' | 'quote' | 'bracket' | 'keyword' | 'continued';

const OPENS: ReadonlySet<string> = new Set(['if', 'for', 'while', 'until', 'case', 'select', '{']);
const CLOSES: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}']);
/** After these a command may stand. */
const LEADS: ReadonlySet<string> = new Set(['then', 'do', 'else', 'elif', '!', 'time', '{', 'if', 'while', 'until']);

/**
 * Reads lines as a shell does, as far as it takes to know whether a statement goes on: quotes, brackets, here-documents,
 * loops, and a backslash or an operator at the end. Each line is looked at once.
 */
export class ShellScan {
  /** Quotes and brackets that are open, the innermost last. */
  readonly #open: string[] = [];
  readonly #delimiters: string[] = [];
  #depth = 0;
  #continued = false;
  #isCommandNext = true;

  /** What it waits for; undefined where the statement is whole. */
  get waiting(): Waiting | undefined {
    if (this.#delimiters.length > 0 && !this.#continued) return 'here-document';
    const inner = this.#open.at(-1);
    if (inner !== undefined) return inner === "'" || inner === '"' || inner === '`' ? 'quote' : 'bracket';
    if (this.#continued) return 'continued';
    return this.#depth > 0 ? 'keyword' : undefined;
  }

  feed(line: string): void {
    const [delimiter] = this.#delimiters;
    if (delimiter !== undefined && !this.#continued) {
      if (line.trim() === delimiter) this.#delimiters.shift();
      return;
    }
    this.#continued = false;
    this.#scan(line);
    if (!this.#continued && !this.#isQuoted()) this.#isCommandNext = true;
  }

  #isQuoted(): boolean {
    const inner = this.#open.at(-1);
    return inner === "'" || inner === '"';
  }

  #scan(line: string): void {
    let word = '';
    let at = 0;
    const endWord = () => {
      if (word !== '') this.#word(word);
      word = '';
    };
    while (at < line.length) {
      const char = line.charAt(at);
      const inner = this.#open.at(-1);
      if (inner === "'" || inner === "$'") {
        if (char === '\\' && inner === "$'") at++;
        else if (char === "'") this.#open.pop();
        at++;
        continue;
      }
      if (char === '\\') {
        if (/^\\\s*(#.*)?$/.test(line.slice(at, at + 400)) && inner !== '"') {
          this.#continued = true;
          endWord();
          return;
        }
        if (at === line.length - 1) this.#continued = true;
        word += 'x';
        at += 2;
        continue;
      }
      if (inner === '"') {
        at += this.#inDoubleQuotes(line, at);
        continue;
      }
      if (char === '#' && word === '' && inner !== '${') break;
      const taken = this.#bracket(line, at, word);
      if (taken > 0) {
        if (char === '(' || char === ')' || char === ';') endWord();
        else word += 'x';
        at += taken;
        continue;
      }
      if (/\s/.test(char)) endWord();
      else if (char === ';' || char === '|' || char === '&') {
        endWord();
        this.#isCommandNext = true;
      } else if (line.startsWith('<<', at) && inner !== '${') {
        endWord();
        at += this.#hereDocument(line, at);
        continue;
      } else word += char;
      at++;
    }
    endWord();
    const code = line.slice(0, at).trimEnd();
    if (/(\||&&)$/.test(code) && !this.#isQuoted()) this.#continued = true;
  }

  #inDoubleQuotes(line: string, at: number): number {
    const char = line.charAt(at);
    if (char === '"') this.#open.pop();
    else if (line.startsWith('$(', at) || line.startsWith('${', at)) {
      this.#open.push(line.slice(at, at + 2));
      this.#isCommandNext = true;
      return 2;
    } else if (char === '`') this.#backquote();
    return 1;
  }

  /** How many characters open or close a quote or a bracket here. */
  #bracket(line: string, at: number, word: string): number {
    const char = line.charAt(at);
    const inner = this.#open.at(-1);
    if (char === "'" || char === '"') {
      this.#open.push(char === "'" && line.charAt(at - 1) === '$' ? "$'" : char);
      return 1;
    }
    if (char === '`') {
      this.#backquote();
      return 1;
    }
    if (char === '$' && (line.charAt(at + 1) === '(' || line.charAt(at + 1) === '{')) {
      this.#open.push(line.slice(at, at + 2));
      this.#isCommandNext = true;
      return 2;
    }
    if (char === '(') {
      this.#open.push(char);
      this.#isCommandNext = true;
      return 1;
    }
    if (char === ')' && (inner === '(' || inner === '$(')) {
      this.#open.pop();
      // `name() {` opens a body.
      this.#isCommandNext = line.charAt(at - 1) === '(' && word === '';
      return 1;
    }
    if (char === '}' && inner === '${') {
      this.#open.pop();
      return 1;
    }
    return 0;
  }

  #backquote(): void {
    if (this.#open.includes('`')) {
      while (this.#open.pop() !== '`');
    } else this.#open.push('`');
  }

  #hereDocument(line: string, at: number): number {
    const found = /^<<(?!<)-?\s*(\\?[\w.!-]+|"[^"]*"|'[^']*')/.exec(line.slice(at, at + 200));
    if (found === null) return line.startsWith('<<<', at) ? 3 : 2;
    const delimiter = (found[1] ?? '').replace(/^\\/, '').replaceAll(/^["']|["']$/g, '');
    // `$((1 << 2))` shifts.
    if (delimiter !== '' && !/^\d+$/.test(delimiter)) this.#delimiters.push(delimiter);
    return found[0].length;
  }

  #word(word: string): void {
    if (!this.#isCommandNext) return;
    if (OPENS.has(word)) this.#depth++;
    else if (CLOSES.has(word)) this.#depth = Math.max(0, this.#depth - 1);
    // `A=1 command`: a command may follow an assignment.
    this.#isCommandNext = LEADS.has(word) || /^\w+=/.test(word);
  }
}
