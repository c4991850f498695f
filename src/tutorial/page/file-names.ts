import { baseName } from './markup/files.ts';
import { sentencesOf } from './sentences.ts';

/** A file's name as the page writes it, and without its folders. */
export interface FileName {
  readonly file: string;
  readonly path: string;
}

const NAME = String.raw`[\w~.$@{}-]*(?:/[\w~.$@{}-]+)*[\w-]\.(?:ya?ml|json)`;
const MENTION = new RegExp(`(^|[^\\w./-])(${NAME})(?![\\w/-]|\\.\\w)`, 'gi');
const WHOLE = new RegExp(`^${NAME}$`, 'i');

export function fileNamed(path: string): FileName {
  return { path, file: baseName(path) };
}

/** A title, or a fence's word, that is a file's name. */
export function fileInTitle(title: string | undefined): FileName | undefined {
  if (title === undefined) return undefined;
  const text = title.trim().replaceAll(/^[`*"']+|[`*"']+$/g, '');
  if (WHOLE.test(text)) return fileNamed(text);
  const found = mentions(text);
  return found.length === 1 && found[0] !== undefined ? fileNamed(found[0]) : undefined;
}

/** A comment that is the first line of a manifest: `# web.yaml`. */
export function fileInComment(text: string): FileName | undefined {
  const [, name] =
    new RegExp(`^\\s*(?:---\\s*\\n\\s*)?#+ *(?:file(?:name)?: *)?(${NAME})\\s*(?:\\n|$)`, 'i').exec(
      text.slice(0, 300),
    ) ?? [];
  return name === undefined ? undefined : fileNamed(name);
}

/** The file that the sentences before a manifest name, the nearest last; not what they tell to delete, or to download. */
export function fileInSentencesBefore(prose: readonly string[]): FileName | undefined {
  const [paragraph] = prose.slice(-1);
  if (paragraph === undefined) return undefined;
  const sentences = sentencesOf([paragraph]).slice(-3).reverse();
  const asked = sentences.find((each) => SAVES.test(each) && mentions(each).length > 0);
  const named = asked ?? sentences.find((each) => mentions(each).length > 0);
  const found = named === undefined ? undefined : nearest(named);
  if (found !== undefined) return fileNamed(found);
  // A paragraph with the name may stand before a list of remarks.
  const earlier = prose
    .slice(-4, -1)
    .reverse()
    .flatMap((each) => [...sentencesOf([each])].reverse());
  const saved = earlier.find((each) => /\bfollowing\b/i.test(each) && SAVES.test(each) && mentions(each).length > 0);
  const name = saved === undefined ? undefined : nearest(saved);
  return name === undefined ? undefined : fileNamed(name);
}

const SAVES =
  /\b(?:sav(?:e|ed|ing)|creat(?:e|es|ed|ing)|writ(?:e|ten|ing)|stor(?:e|ed)|put|cop(?:y|ied)|past(?:e|ed)|nam(?:e|ed)|call(?:ed)?|fil(?:e|ename)|as|into|edit|open|modify|change|update|contents? of|in)\b/i;

/** The file that the sentences after a manifest say it is saved as. */
export function fileInSentencesAfter(prose: readonly string[]): FileName | undefined {
  const sentence = sentencesOf(prose.slice(0, 1)).find((each) =>
    /\b(?:sav(?:e|ed)|stor(?:e|ed)|put|cop(?:y|ied)|past(?:e|ed)|writ(?:e|ten))\b.{0,60}\b(?:this|it|that|above|manifest|file|yaml|configuration|definition|spec|contents?|snippet|as|to|into)\b/i.test(
      each,
    ),
  );
  if (sentence === undefined || /\bfollowing\b|:$/.test(sentence)) return undefined;
  const found = nearest(sentence);
  return found === undefined ? undefined : fileNamed(found);
}

/** The one behind `save it as`, else the last one before a command that applies it. */
function nearest(sentence: string): string | undefined {
  const found = mentions(sentence);
  const [, saved] =
    new RegExp(`\\b(?:as|to|into|in|named|called|file|filename|edit|open)\\b[ \`*"'_]{0,6}(${NAME})`, 'i').exec(
      sentence.replaceAll(/ (?:a|the|new|following|file|called|named)(?= )/g, ''),
    ) ?? [];
  return saved !== undefined && found.includes(saved) ? saved : found.at(-1);
}

function mentions(text: string): readonly string[] {
  return [...text.slice(0, 4000).matchAll(MENTION)].flatMap(({ 2: name, 0: whole, index }) => {
    const before = text.slice(Math.max(0, index - 60), index + whole.length - (name?.length ?? 0));
    return name === undefined || /(?:https?:\/\/\S*|\]\()$/.test(before) ? [] : [name];
  });
}

/** The file that a command applies, where it is one and no address: `kubectl apply -f web.yaml`. */
export function appliedFile(command: string): FileName | undefined {
  const [, name] =
    /\b(?:kubectl|oc|k)\b[^|;&\n]*\s(?:apply|create|replace)\b[^|;&\n]*?\s(?:-f[ =]?|--filename[ =])["']?([\w~./$@{}-]+\.(?:ya?ml|json))["']?(?:\s|$)/.exec(
      command.slice(0, 2000),
    ) ?? [];
  return name === undefined ? undefined : fileNamed(name);
}
