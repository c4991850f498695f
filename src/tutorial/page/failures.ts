import type { CommandDraft } from './drafts.ts';
import { ordinalIn, saysThatItFails, sentencesOf } from './sentences.ts';

/** Finds which commands of a page its sentences say to fail: `The second command will fail and time out.` */
export class Failures {
  /** The commands of the section, in order. */
  #section: CommandDraft[] = [];
  #isNear = false;

  leaveSection(): void {
    this.#section = [];
    this.#isNear = false;
  }

  command(draft: CommandDraft): void {
    this.#section.push(draft);
    this.#isNear = true;
  }

  /** The sentences between a block and what comes next; those at the end of a long text are about other things. */
  read(prose: readonly string[], next: 'output' | 'block' | 'heading' | 'end'): void {
    const all = sentencesOf(prose.slice(0, 3));
    // A sentence that ends with a colon is about the block that follows.
    const sentences = all.filter(
      (each, index) => !(each.endsWith(':') && index === all.length - 1 && next === 'block'),
    );
    sentences.forEach((sentence, index) => {
      const ordinal = ordinalIn(sentence);
      if (!saysThatItFails(sentence) || (ordinal === undefined && (index > 2 || !this.#isNear))) return;
      const command = ordinal === undefined ? this.#named(sentence) : this.#section.at(ordinal);
      // What the page prints for a command says better how it ends.
      if (command !== undefined && command.output === undefined) command.fails = true;
    });
    if (prose.length > 0 && next === 'block') this.#isNear = false;
  }

  /** The last command, or the last one that runs the program which the sentence names. */
  #named(sentence: string): CommandDraft | undefined {
    const [, program] = /\bthe [`*]*([\w-]+)[`*]* (?:command|request|call)\b/i.exec(sentence) ?? [];
    const near = this.#section.slice(-6);
    return (
      near.findLast(({ text }) => program !== undefined && new RegExp(`\\b${program}\\b`, 'i').test(text)) ??
      near.at(-1)
    );
  }
}
