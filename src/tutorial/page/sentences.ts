/** The sentences of some paragraphs; a colon at the end stays with its sentence. */
export function sentencesOf(prose: readonly string[]): readonly string[] {
  return prose.flatMap((text) =>
    text
      .slice(0, 4000)
      .replaceAll(/\s+/g, ' ')
      .split(/(?<=[.!?:])\s+(?=[A-Z`"“(*_[])/)
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  );
}

const INTRODUCES =
  /\b(?:outputs?|similar|like (?:this|so|the following|below|that)|looks? like|resembles?|see|shows?|shown|displays?|prints?|printed|returns?|returned|response|responds?|results?|replies|reports?|lists?|should|will be|would be|example|e\.g\.|produces?|gives?|get|got|yields?|as follows|notice|verify|expected|confirm|successful|fails?|times? out|timed out|blocked|denied|error)\b/i;

/** Whether what stands between a command and a block says that the block is what is printed. */
export function introducesOutput(prose: readonly string[]): boolean {
  const last = sentencesOf(prose).slice(-3);
  return (
    last.some((sentence) => INTRODUCES.test(sentence)) ||
    /^(?:\W*)(?:output|result|response|outputs?|returns?)\W*$/i.test(last.at(-1) ?? '')
  );
}

const ANNOUNCES =
  /^(?:the |an? |your |expected |sample |example |actual |command )*outputs? (?:is|are|should be|should look|will be|looks?|resembles)\b.*:$|^(?:expected |sample |example )?outputs?:?$/i;

/** Whether the sentence just before a block is about nothing but what the command before it prints. */
export function announcesOutput(prose: readonly string[]): boolean {
  const last = sentencesOf(prose).at(-1)?.replaceAll(/[*_`]/g, '') ?? '';
  return ANNOUNCES.test(last);
}

/** Whether the sentence before a block says that the block shows what would go wrong: `Errors such as the following indicate …`. */
export function saysWhatWouldFail(prose: readonly string[]): boolean {
  const last = (sentencesOf(prose).at(-1) ?? '').replaceAll(/[`*_]/g, '');
  return /^(?:an? )?(?:errors?|failures?|messages?|outputs?)\b.{0,40}\b(?:such as|like|similar to) (?:the following|this|these|below|that)\b.{0,40}\b(?:indicates?|means?|suggests?|points? to)\b/i.test(
    last,
  );
}

/** Whether the sentence before a block says that the block is an output and nothing else: `The output is:`, `> output`. */
export function saysOutput(prose: readonly string[]): boolean {
  const last = (sentencesOf(prose).at(-1) ?? '').replaceAll(/[`*_>]/g, '').trim();
  return /^(?:the |expected |sample |example |your |command |you (?:should |will )?see the )*outputs?(?: (?:is|should be|will be|looks?|should look)(?: similar| like| something)*(?: (?:to|like))?(?: (?:this|the following|below))?)?\s*[:.]?$/i.test(
    last,
  );
}

/** Whether the sentence before a block says that the reader is to write, or to change, a file. */
export function introducesFile(prose: readonly string[]): boolean {
  const [last = ''] = sentencesOf(prose).slice(-1);
  return /\b(?:create|save|add|edit|write|paste|put|copy|modify|change|replace|update|append|insert)\b.*\b(?:file|following|line|lines|section|content|contents|configuration|config|snippet|manifest|yaml)\b/i.test(
    last,
  );
}

const WILL =
  '(?:should|will|must|would|shall|is going to|are going to)(?: \\w+ly)?(?: now| also| still| then| again| just| all| both)*(?: \\w+ly)?';
const FAILS: readonly RegExp[] = [
  new RegExp(
    `\\b${WILL} (?:time[- ]?out|timeout|fail|hang|error|be (?:blocked|denied|refused|rejected|dropped|forbidden|unreachable|unable)|get (?:stuck|blocked|rejected|refused))\\b`,
    'i',
  ),
  new RegExp(
    `\\b${WILL} (?:not|no longer) (?:work|succeed|be (?:able|possible|reachable|allowed|accessible)|connect|respond|resolve|reach|get|receive|return)\\b`,
    'i',
  ),
  /^(?:as expected,? |now,? |oops,? )?(?:you|we|it|this|that|the (?:pod|client|request|connection|command|call)|your \w+|curl|wget|ping)\b.{0,30}\b(?:won't|can't|cannot|can not|couldn't|could not|(?:is|are) unable to|shouldn't|(?:can )?no longer)(?: now)? (?:be able to |be )?(?:connect|reach|access|accessed|reached|resolve|resolved|talk|communicate|respond|work|get|succeed|create)\b/i,
  /^(?:now,? )?(?:this|it|that|the|your|our|both|all|as expected|note that|notice that|oops|hm+|uh)\b.{0,60}\b(?:times out|time out|timed out|hangs|fails|failed|(?:is|are|was|were|gets?|got)(?: now)? (?:blocked|denied|refused|rejected|dropped|forbidden))\b/i,
  /\b(?:see|get|receive|returns?|gives?|produces?|results? in|ends? (?:with|in))\b.{0,25}\b(?:an?|the following|connection) (?:\w+ )?(?:error|time-?out|refused|failure)\b/i,
  /^(?:timeout|timed out|fails|failed|blocked|denied|traffic dropped|access denied)[.!]?$/i,
];
const DOUBTS =
  /^(?:if|when|whenever|in case|unless|otherwise|should you|however|but|similarly|in contrast|by default)\b|\b(?:any|other|others|another|elsewhere|if|may|might|could|unless|otherwise|in case|sometimes|would have|instead of|shouldn't fail|should not fail|without fail(?:ing|ure)?)\b/i;

/** Whether a sentence after a command says that the command fails. What only may be is no such thing. */
export function saysThatItFails(sentence: string): boolean {
  const plain = sentence.replaceAll(/[`*_]/g, '');
  return !DOUBTS.test(plain) && FAILS.some((form) => form.test(plain));
}

const ORDINALS: readonly RegExp[] = [/\bfirst\b/i, /\bsecond\b/i, /\bthird\b/i, /\bfourth\b/i];

/** Which command of a section a sentence is about: `The second command will fail`, counted from 0; -1 for the last. */
export function ordinalIn(sentence: string): number | undefined {
  if (
    !/\b(?:first|second|third|fourth|last|final|former|latter)\s+(?:\w+\s+)?(?:command|request|one|curl|call|attempt|try|test|ping|wget|query|lookup)\b/i.test(
      sentence,
    )
  )
    return undefined;
  if (/\b(?:last|final|latter)\b/i.test(sentence)) return -1;
  const found = ORDINALS.findIndex((each) => each.test(sentence));
  return found < 0 ? 0 : found;
}
