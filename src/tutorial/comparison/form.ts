/** What a command prints, as far as comparing is concerned. */
export type Form =
  | 'answers'
  | 'descriptions'
  | 'environment'
  | 'hosts'
  | 'interfaces'
  | 'lines'
  | 'log'
  | 'lookups'
  | 'messages'
  | 'pings'
  | 'resolv.conf'
  | 'rules'
  | 'sockets'
  | 'tables'
  | 'trees'
  | 'versions';

const PROGRAMS: Readonly<Record<string, Form>> = {
  curl: 'answers',
  wget: 'answers',
  http: 'answers',
  nc: 'answers',
  ncat: 'answers',
  telnet: 'answers',
  agnhost: 'answers',
  nslookup: 'lookups',
  dig: 'lookups',
  host: 'lookups',
  getent: 'lookups',
  ping: 'pings',
  ping6: 'pings',
  fping: 'pings',
  ifconfig: 'interfaces',
  netstat: 'sockets',
  ss: 'sockets',
  env: 'environment',
  printenv: 'environment',
  'iptables-save': 'rules',
  iptables: 'rules',
};

/** Flags of kubectl before its verb that have a value. */
const GLOBAL = /^(?:-n|--namespace|--context|--kubeconfig|--cluster|--user|-s|--server)$/;

/** The verb of a kubectl command, and the words behind it. */
function verbOf(argv: readonly string[]): { readonly verb: string; readonly rest: readonly string[] } {
  let at = 1;
  while (at < argv.length && argv[at]?.startsWith('-') === true) at += GLOBAL.test(argv[at] ?? '') ? 2 : 1;
  return { verb: argv[at] ?? '', rest: argv.slice(at + 1) };
}

/** What the command prints; `lines` of one that nobody knows. */
export function formOf(argv: readonly string[]): Form {
  const program = (argv[0] ?? '').replace(/^.*\//, '');
  if (/^(?:kubectl|oc|k|microk8s\.kubectl)$/.test(program)) return formOfKubectl(argv);
  if (program === 'busybox') return formOf(argv.slice(1));
  if (['sudo', 'time', 'watch'].includes(program)) return formOf(argv.slice(1));
  // What minikube tells of its machine.
  if (program === 'minikube' && /^(?:addons|start|status|stop|tunnel)$/.test(argv[1] ?? '')) return 'versions';
  if (program === 'timeout') return formOf(argv.slice(2));
  if (program === 'ip')
    return argv.some((word) => /^(?:a|addr|address|r|route)$/.test(word)) || argv.length === 1 ? 'interfaces' : 'log';
  if (program === 'cat' || program === 'head' || program === 'tail') return formOfFile(argv);
  if (program === 'printenv' && argv.length > 1) return 'lines';
  return PROGRAMS[program] ?? 'lines';
}

function formOfFile(argv: readonly string[]): Form {
  const file = argv.at(-1) ?? '';
  if (/resolv\.conf$/.test(file)) return 'resolv.conf';
  return /\/hosts$/.test(file) ? 'hosts' : 'lines';
}

function formOfKubectl(argv: readonly string[]): Form {
  const { verb, rest } = verbOf(argv);
  const output = outputOf(rest);
  switch (verb) {
    case 'get':
      if (/^(?:yaml|json)$/.test(output)) return 'trees';
      return /^(?:jsonpath|go-template|template)/.test(output) ? 'lines' : 'tables';
    case 'describe':
      return 'descriptions';
    case 'exec':
    case 'debug': {
      const at = rest.indexOf('--');
      return at < 0 ? 'lines' : formOf(rest.slice(at + 1));
    }
    case 'run': {
      if (/^(?:yaml|json)$/.test(output)) return 'trees';
      const at = rest.indexOf('--');
      return at < 0 || !rest.some((word) => /^(?:--rm|-\w*i\w*|--stdin|--attach)\b/.test(word))
        ? 'messages'
        : formOf(rest.slice(at + 1));
    }
    case 'logs':
    case 'port-forward':
      return 'log';
    case 'top':
    case 'api-resources':
      return 'tables';
    case 'version':
    case 'cluster-info':
      return 'versions';
    case 'config':
      return rest[0]?.startsWith('set-') === true ? 'messages' : 'lines';
    case 'explain':
    case 'options':
      return 'lines';
    case 'rollout':
      return rest[0] === 'history' ? 'log' : 'messages';
    default:
      return /^(?:yaml|json)$/.test(output) ? 'trees' : 'messages';
  }
}

function outputOf(words: readonly string[]): string {
  for (const [index, word] of words.entries()) {
    if (word === '--') return '';
    if (word === '-o' || word === '--output') return words[index + 1] ?? '';
    const written = /^(?:-o=?|--output=)(.+)$/.exec(word);
    if (written !== null) return written[1] ?? '';
  }
  return '';
}
