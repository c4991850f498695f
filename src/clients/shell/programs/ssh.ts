import { NotModelled } from '../../../engine/model/index.ts';
import type { Program, ProgramCall, ProgramResult, Surroundings } from '../programs.ts';

type Outcomes = readonly [ProgramResult, ...(readonly ProgramResult[])];

/** A shell on a node, or a command that runs there. */
export async function enterNode(
  call: ProgramCall,
  { cluster, runAt }: Surroundings,
  { node, argv }: { readonly node: string; readonly argv: readonly string[] },
): Promise<Outcomes> {
  const place = { kind: 'node', name: node } as const;
  if (argv.length === 0 && call.stdin === '') return [{ stdout: '', stderr: '', status: 0, entered: place }];
  // ssh hands the words to the other shell as one line.
  return [
    await runAt(cluster, place, argv.length === 0 ? ['sh'] : ['sh', '-c', argv.join(' ')], {
      stdin: call.stdin,
      isInteractive: false,
    }),
  ];
}

const VALUED = /^-[bcDEeFIiJLlmOopQRSWw]$/;

/** `ssh [USER@]NODE [COMMAND]`, to a node of the cluster by its name or address. */
export const ssh: Program = async (call, surroundings) => {
  const words = call.argv.slice(1);
  const start = words.findIndex((each, index) => !each.startsWith('-') && !VALUED.test(words[index - 1] ?? ''));
  const target = (words[start] ?? '').replace(/^.*@/, '');
  const node = nodeCalled(surroundings, target);
  if (start < 0 || node === undefined) {
    throw new NotModelled(
      `"${call.argv.join(' ')}" is not modelled: ${target === '' ? 'it names no host' : `${target} is no node of the cluster`}`,
    );
  }
  return enterNode(call, surroundings, { node, argv: words.slice(start + 1) });
};

/** Nodes of kind and minikube are containers: `docker exec -it kind-worker bash`. Else docker is another world. */
export const docker: Program = async (call, surroundings) => {
  const [, command, ...args] = call.argv;
  const start = args.findIndex((each) => !each.startsWith('-'));
  const node = command === 'exec' && start >= 0 ? nodeCalled(surroundings, args[start] ?? '') : undefined;
  if (node === undefined)
    throw new NotModelled(`"${call.argv.join(' ')}" is not modelled: containers outside the cluster are not`);
  const argv = args.slice(start + 1);
  const isShell = argv.length === 1 && /^(?:\/bin\/)?(?:ba|a)?sh$/.test(argv[0] ?? '');
  return enterNode(call, surroundings, {
    node,
    argv: isShell ? [] : argv.length > 2 && argv[1] === '-c' ? argv.slice(2) : argv,
  });
};

function nodeCalled({ cluster }: Surroundings, name: string): string | undefined {
  return cluster.view.spec.nodes.find((each) => each.name === name || each.addresses.includes(name))?.name;
}

/** What `curlew rules` prints of the node. */
export const iptablesSave: Program = async ({ place, argv }, { cluster }) => {
  if (place.kind !== 'node')
    throw new NotModelled('the rules of a machine outside the cluster, or of a pod, are not modelled');
  const tables = argv.slice(1).filter((each) => !/^(?:-c|--counters)$/.test(each));
  if (tables.length > 0 && tables.join(' ') !== '-t nat') {
    throw new NotModelled(`"${argv.join(' ')}" is not modelled`, {
      hint: 'modelled: iptables-save, iptables-save -t nat',
    });
  }
  return [{ stdout: cluster.rules({ node: place.name, format: 'iptables', family: 'IPv4' }), stderr: '', status: 0 }];
};
