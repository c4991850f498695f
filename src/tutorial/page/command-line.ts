import { isPrinted, isSentence } from './printed-forms.ts';
import { programNamed } from './programs.ts';

/** How much a line without a prompt looks like something that is typed. */
export type Likeness = 'sure' | 'likely' | 'possible' | 'none';

const KEYWORDS: readonly RegExp[] = [
  /^for \w+ in\b/,
  /^for \(\(/,
  /^(?:while|until) (?:true|:|\[|!|read|sleep|kubectl|curl|\w+ )/,
  /^if (?:\[|!|kubectl|\(|test|command|grep)/,
  /^case \S+ in\b/,
  /^\[\[? .* \]\]?/,
  /^function \w+/,
  /^\w+ ?\(\) ?\{/,
  /^\{ .*;/,
  /^\((?:cd|kubectl|curl|set|echo)\b/,
];

/** How surely somebody typed this line. Its form decides, and the name that it begins with. */
export function likenessOf(line: string): Likeness {
  const text = line.trim();
  if (text === '' || text.length > 5000 || text.startsWith('#')) return 'none';
  if (KEYWORDS.some((form) => form.test(text))) return 'sure';
  const assignment =
    /^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\$\([\s\S]*\)|`[^`]*`|[^\s"'`$]|\$(?!\())*\s*)+(?:;|&&|$|(?=[a-z./]))/.exec(
      text,
    );
  if (assignment !== null && assignment[0].length > 0) {
    const rest = text.slice(assignment[0].length);
    if (rest === '') return /=(?:\$\(|`|"\$\()/.test(text) ? 'sure' : 'possible';
    return likenessOf(rest) === 'none' ? 'none' : 'likely';
  }
  if (/^[A-Za-z_]\w*="?\$?[(`]/.test(text)) return 'sure';
  return likenessByName(text);
}

function likenessByName(text: string): Likeness {
  const [word = ''] = text.split(/\s/, 1);
  const name = word.replace(/[;|&]+$/, '');
  const program = programNamed(name);
  if (program === 'unknown') return likenessOfUnknown(text, name);
  if (isSentence(text) || isPrintedDespite(text)) return 'none';
  const rest = text.slice(word.length).trim();
  if (name === 'kubectl' || name === 'oc' || name === 'k') return isKubectl(rest) ? 'sure' : 'none';
  if (rest === '') return program === 'sure' ? 'likely' : ONE_WORD.has(name) ? 'likely' : 'none';
  if (/^[:=,]|^(?:"|[\w.-]+\/\w)[^|]* (?:created|deleted|exposed|configured)$/.test(rest)) return 'none';
  return program;
}

const ONE_WORD: ReadonlySet<string> = new Set([
  'exit',
  'env',
  'date',
  'id',
  'top',
  'free',
  'clear',
  'history',
  'make',
  'who',
  'tree',
]);

const VERBS: ReadonlySet<string> = new Set(
  'annotate api-resources api-versions apply attach auth autoscale certificate cluster-info completion config cordon cp create debug delete describe diff drain edit events exec explain expose get kustomize label logs log options patch plugin port-forward proxy replace rollout rolling-update run scale set taint top uncordon version wait krew new-app new-project project adm login status start whoami ingress-nginx argo cilium calico gateway istioctl'.split(
    ' ',
  ),
);

function isKubectl(rest: string): boolean {
  const words = rest.split(/\s+/).filter((word) => word !== '\\');
  while (words[0]?.startsWith('-') === true) {
    const [option = ''] = words.splice(0, 1);
    if (VERBS.has(words[1] ?? '') || (!option.includes('=') && !VERBS.has(words[0] ?? ''))) words.shift();
  }
  const [verb = ''] = words;
  if (rest === '') return true;
  return (
    VERBS.has(verb) ||
    (/^[a-z][a-z-]+$/.test(verb) &&
      !/^(?:is|are|was|has|can|will|command|commands|and|or|to|with|run)$/.test(verb) &&
      !isSentence(rest)) ||
    /^<|^\[/.test(verb) ||
    rest.startsWith('-')
  );
}

/** A row of a table may begin with a program's name: a pod that is named `curl`. */
function isPrintedDespite(text: string): boolean {
  return isPrinted(text) && !/\s-{1,2}[A-Za-z]|[|<>"']/.test(text);
}

function likenessOfUnknown(text: string, name: string): Likeness {
  if (isPrinted(text) || isSentence(text)) return 'none';
  if (/^(?:\.{1,2}\/|~\/|\/)[\w./-]+$/.test(name) && !name.endsWith('/'))
    return /\s|\.sh$/.test(text) ? 'likely' : 'possible';
  if (/^\$\{?[A-Za-z_]\w*\}?$/.test(name) && /\s/.test(text)) return 'possible';
  if (!/^[a-z][\w.+-]*$/.test(name)) return 'none';
  if (/\s--?[a-z][\w-]*(?:[ =]|$)/.test(text) && !/\s{2,}\S+\s{2,}/.test(text)) return 'likely';
  return /^[a-z][\w.+-]*(?: [\w./:=@$"'{}-]+)*$/.test(text) ? 'possible' : 'none';
}

/** Whether nobody would take the line for anything but a command. */
export function isSurelyCommand(line: string): boolean {
  const likeness = likenessOf(line);
  return likeness === 'sure' || likeness === 'likely';
}

/** Whether a command opens a shell, whose prompt the page may show. */
export function opensShell(command: string): boolean {
  const text = command.slice(0, 5000);
  return (
    (/\b(?:kubectl|oc|k|docker|podman|nerdctl|crictl)\b.*\s(?:exec|run|attach|debug|rsh)\b/s.test(text) &&
      /\s(?:-[a-z]*[it][a-z]*|--stdin|--tty)(?:\s|=|$)/.test(text)) ||
    /^\s*(?:sudo )?(?:minikube ssh|ssh |su\b|vagrant ssh|nsenter)/.test(text) ||
    /\boc (?:rsh|debug)\b/.test(text)
  );
}
