import { annotationsOf, type Said } from './annotations.ts';
import type { Changing, CommandDraft, ManifestDraft } from './drafts.ts';
import { Failures } from './failures.ts';
import { ManifestNames } from './manifest-names.ts';
import type { BlockPiece, Piece, Pieces } from './markup/piece.ts';
import type {
  Annotations,
  CommandStatement,
  ManifestStatement,
  Page,
  PageLine,
  PageProblem,
  Printed,
  Statement,
} from './page.ts';
import { angleIn, placeholderOf, valueToReplace } from './placeholders.ts';
import { isMessage, isTableHeader } from './printed-forms.ts';
import { readBlock } from './read-block.ts';
import { announcesOutput, introducesFile, introducesOutput, saysOutput, saysWhatWouldFail } from './sentences.ts';
import { formOf, shareOutput } from './share-output.ts';
import { printedOf, type TerminalCommand } from './terminal-block.ts';

/** Puts the statements of a page together: which output belongs to which command, and what the sentences say of them. */
export function assemble(
  { pieces, problems }: Pieces,
  fileText: (path: string) => string | undefined,
): Omit<Page, 'path'> {
  const assembler = new Assembler(problems, fileText);
  for (const piece of pieces) assembler.piece(piece);
  return assembler.end();
}

class Assembler {
  readonly #statements: (Statement | CommandDraft | ManifestDraft)[] = [];
  readonly #problems: PageProblem[];
  readonly #settings: Changing<Page['settings']> = {};
  readonly #failures = new Failures();
  readonly #names: ManifestNames;
  /** The commands of the last block of a tab that have no output yet. */
  readonly #open = new Map<string, readonly CommandDraft[]>();
  #said: { readonly line: number; readonly said: Said }[] = [];
  #skipRegion: { readonly line: number; readonly reason: string } | undefined;
  #section = '';
  readonly #headings: { readonly text: string; readonly before: number }[] = [];
  #prose: string[] = [];
  #hasHeading = false;
  #blocks = 0;
  /** The last block showed what would go wrong. */
  #wouldFail = false;

  constructor(problems: readonly PageProblem[], fileText: (path: string) => string | undefined) {
    this.#problems = [...problems];
    this.#names = new ManifestNames(fileText);
  }

  piece(piece: Piece): void {
    if (piece.kind === 'prose') this.#prose.push(piece.text);
    else if (piece.kind === 'annotation') for (const said of piece.said) this.#annotation(said, piece.line);
    else if (piece.kind === 'heading') this.#heading(piece.text);
    else this.#block(piece);
  }

  end(): Omit<Page, 'path'> {
    this.#leaveProse('end');
    this.#names.settle();
    for (const { line, said } of this.#said) this.#warn(line, `curlew: "${said.word}" stands before no block`);
    if (this.#skipRegion !== undefined) this.#warn(this.#skipRegion.line, 'curlew: "skip-start" has no "skip-end"');
    const [statements, headings] = [this.#statements, this.#headings];
    return { statements, headings, settings: this.#settings, problems: this.#problems };
  }

  #warn(line: number, message: string): void {
    this.#problems.push({ line, severity: 'warning', message });
  }

  #heading(text: string): void {
    this.#leaveProse('heading');
    this.#section = text;
    this.#headings.push({ text, before: this.#statements.length });
    this.#prose = [];
    this.#hasHeading = true;
    this.#failures.leaveSection();
  }

  #annotation(said: Said, line: number): void {
    if (said.word === 'cluster' || said.word === 'host') {
      if (this.#blocks > 0) {
        const message = `curlew: "${said.word}" stands below the first block`;
        this.#problems.push({ line, severity: 'error', message, hint: 'say it at the top of the page' });
      } else if (said.word === 'cluster') this.#settings.cluster = said.value;
      else this.#settings.host = said.where;
    } else if (said.word === 'skip-start') this.#skipRegion = { line, reason: said.reason };
    else if (said.word === 'skip-end') {
      if (this.#skipRegion === undefined) this.#warn(line, 'curlew: "skip-end" has no "skip-start"');
      this.#skipRegion = undefined;
    } else this.#said.push({ line, said });
  }

  /** What stands between two blocks is over: it may tell how the commands before it end. */
  #leaveProse(next: 'output' | 'block' | 'heading' | 'end'): void {
    this.#failures.read(this.#prose, next);
    this.#names.after(this.#prose);
  }

  #block(block: BlockPiece): void {
    const annotations = annotationsOf([...this.#said.map(({ said }) => said), ...block.said]);
    this.#said = [];
    this.#blocks++;
    const key = block.tab === undefined || block.tab.isFirst ? '' : `${block.tab.group} ${block.tab.name}`;
    const open = this.#hasHeading ? [] : (this.#open.get(key) ?? []);
    const last = open.at(-1);
    const read = readBlock(block, {
      isOutput: annotations.output === true || (last !== undefined && isToldOutput(block, this.#prose)),
      isAnnounced:
        announcesOutput(this.#prose) ||
        (this.#prose.length === 0 && /^(?:none|text|plain|plaintext)$/.test(block.language ?? '')),
      isFile: annotations.file !== undefined || introducesFile(this.#prose),
      ...(last !== undefined && { command: last.text }),
    });
    const isOr = this.#wouldFail && /^or:?$/i.test(this.#prose.join(' ').trim());
    this.#wouldFail = isOr || saysWhatWouldFail(this.#prose);
    const supposed = this.#wouldFail ? 'the page shows what would go wrong' : undefined;
    const skipped = annotations.skip ?? this.#skipRegion?.reason ?? otherTab(block) ?? supposed;
    const common = (line: number, endLine: number) => ({
      line,
      endLine,
      block: this.#blocks,
      section: this.#section,
      annotations: this.#ownAnnotations(annotations),
      ...(block.tab !== undefined && { tab: block.tab }),
      ...(skipped !== undefined && { skipped }),
    });
    this.#leaveProse(read.kind === 'output' ? 'output' : 'block');
    const place = { first: block.lines[0]?.line ?? block.line, last: block.lines.at(-1)?.line ?? block.line };
    if (read.kind === 'terminal') {
      const { before, commands } = read.block;
      if (before !== undefined)
        this.#print(before, open, this.#mayPrint(last, true), common(before.line, before.endLine));
      const drafts = commands.map((command, index) =>
        this.#command(
          command,
          index === commands.length - 1,
          common(command.lines[0]?.line ?? 0, command.lines.at(-1)?.line ?? 0),
        ),
      );
      this.#open.set(key, drafts.slice(drafts.findLastIndex(({ output }) => output !== undefined) + 1));
    } else if (read.kind === 'output') {
      const printed = annotations.output === true ? true : this.#mayPrint(last, read.isSure);
      this.#print(read.printed, open, printed, common(place.first, place.last), read.isSure);
      this.#open.delete(key);
    } else if (read.kind === 'manifest') {
      this.#manifest(block, read, common(place.first, place.last));
    } else if (read.kind === 'gherkin')
      this.#statements.push({ ...common(place.first, place.last), kind: 'gherkin', text: read.text });
    this.#prose = [];
    this.#hasHeading = false;
  }

  /** A fresh cluster is wanted once, before the first statement. */
  #ownAnnotations(annotations: Annotations): Annotations {
    const isLater = this.#statements.at(-1)?.block === this.#blocks;
    if (annotations.reset === undefined || !isLater) return annotations;
    const { reset: _, ...others } = annotations;
    return others;
  }

  /** Whether a printed text belongs to a command: nothing stands between, or what says so, or its form does. */
  #mayPrint(command: CommandDraft | undefined, isSure: boolean): boolean {
    if (command === undefined || this.#hasHeading) return false;
    if (this.#prose.length === 0) return true;
    if (introducesFile(this.#prose)) return false;
    return isSure || introducesOutput(this.#prose);
  }

  #print(
    printed: Printed,
    open: readonly CommandDraft[],
    belongs: boolean,
    common: Omit<Statement, 'kind' | 'text' | 'output' | 'fails' | 'interrupted' | 'file' | 'path' | 'objects'>,
    isSure = true,
  ): void {
    if (!belongs || open.length === 0 || !mayPrintTable(printed.lines, open)) {
      if (isSure && !introducesFile(this.#prose))
        this.#statements.push({ ...common, kind: 'output', text: textOf(printed.lines) });
      return;
    }
    const shares = shareOutput(
      printed.lines,
      open.map(({ text }) => text),
    );
    open.forEach((command, index) => {
      const lines = shares[index] ?? [];
      const share =
        index === open.length - 1 && lines.length === printed.lines.length ? printed : printedOf(lines, false);
      if (share === undefined) return;
      command.output = share;
      command.interrupted ||= share.lines.some(({ text }) => text.trim().endsWith('^C'));
    });
  }

  /** `fails` is said of a block's last command: what stands before it makes it ready. */
  #command(
    command: TerminalCommand,
    isLast: boolean,
    common: Omit<CommandStatement, 'kind' | 'text' | 'fails' | 'interrupted'>,
  ): CommandDraft {
    const placeholder = placeholderOf(command.text);
    const draft: CommandDraft = {
      ...common,
      kind: 'command',
      text: command.text,
      ...(command.prompt !== undefined && { prompt: command.prompt }),
      ...(command.output !== undefined && { output: command.output }),
      fails: common.annotations.fails === true && isLast,
      interrupted: command.interrupted,
      ...(common.skipped === undefined &&
        placeholder !== undefined && { skipped: `${placeholder} is for the reader to replace` }),
    };
    if (command.unclosed !== undefined) this.#warn(common.line, `the ${command.unclosed} of this command has no end`);
    this.#statements.push(draft);
    this.#failures.command(draft);
    this.#names.command(draft);
    return draft;
  }

  #manifest(
    block: BlockPiece,
    { text, read }: Extract<ReturnType<typeof readBlock>, { kind: 'manifest' }>,
    common: Omit<ManifestStatement, 'kind' | 'text' | 'objects'>,
  ): void {
    const angle = angleIn(text) ?? valueToReplace(text);
    const reason =
      block.missing ??
      (read.kind === 'piece'
        ? 'it is a piece of a manifest: apiVersion and kind stand elsewhere'
        : read.kind === 'cut'
          ? read.reason
          : angle === undefined
            ? undefined
            : `${angle} is for the reader to replace`);
    const draft: ManifestDraft = {
      ...common,
      kind: 'manifest',
      text,
      objects: read.kind === 'piece' ? [] : read.objects,
      ...(common.skipped === undefined && reason !== undefined && { skipped: reason }),
    };
    this.#names.manifest(draft, block, this.#prose);
    this.#statements.push(draft);
  }
}

/** What the sentence before calls the output, and nobody typed a part of: it may be any text. */
function isToldOutput({ lines }: BlockPiece, prose: readonly string[]): boolean {
  // What somebody types stands first: the block tells a command with its output.
  if (/^\s*(?:[$#>]\s+)?(?:kubectl|curl|wget|oc)\s+\S/.test(lines.find(({ text }) => text.trim() !== '')?.text ?? ''))
    return false;
  return saysOutput(prose) && !lines.some(({ text }) => /^\s*(?:\$|[\w@:~/.[\] -]{0,40}[#$])\s+\S/.test(text));
}

/** A table is of no command that only says what it changed: the reader sees it elsewhere, where something is watched. */
function mayPrintTable(lines: readonly PageLine[], open: readonly CommandDraft[]): boolean {
  const isTable = isTableHeader(lines.find(({ text }) => text.trim() !== '')?.text ?? '');
  return !isTable || lines.some(({ text }) => isMessage(text)) || open.some(({ text }) => formOf(text) !== 'message');
}

function otherTab({ tab }: BlockPiece): string | undefined {
  return tab === undefined || tab.isFirst ? undefined : `of the tabs the first counts, and this is "${tab.name}"`;
}

function textOf(lines: readonly PageLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}
