import type { NodeSpec, Resource, Service } from '../../../engine/model/index.ts';
import { NotModelled, parseAddress } from '../../../engine/model/index.ts';
import type { Program, ProgramCall, ProgramResult, Surroundings } from '../programs.ts';
import { kubectl } from './kubectl.ts';
import { enterNode } from './ssh.ts';

/** minikube, of a cluster that has been started (https://minikube.sigs.k8s.io/docs/commands). */
export const minikube: Program = async (call, surroundings) => {
  const [, ...words] = withoutProfile(call.argv);
  const [command = '', ...args] = words;
  switch (command) {
    case 'ip':
      return [printed(`${addressOf(nodeOf(surroundings, optionOf(args, 'n', 'node')))}\n`)];
    case 'service':
      return [service(args, surroundings)];
    case 'ssh':
      return enterNode(call, surroundings, {
        node: nodeOf(surroundings, optionOf(args, 'n', 'node')).name,
        argv: plain(args),
      });
    case 'kubectl':
      return kubectl(
        { ...call, argv: ['kubectl', ...args.filter((each, index) => each !== '--' || index > 0)] },
        surroundings,
      );
    case 'tunnel':
      return [{ ...printed(''), endless: true }];
    case 'version':
    case 'status':
      throw notModelled(call);
    default:
      throw notModelled(call);
  }
};

function notModelled({ argv }: ProgramCall): NotModelled {
  return new NotModelled(`"${argv.join(' ')}" is not modelled: the cluster stands, and its machine does not change`, {
    hint: 'modelled: minikube ip, service, ssh, kubectl, tunnel; addons and options of the machine are settings of the cluster',
  });
}

/** `-p NAME` says which cluster: there is one. */
function withoutProfile(argv: readonly string[]): readonly string[] {
  return argv.filter(
    (each, index) =>
      !/^(?:-p|--profile)$/.test(each) &&
      !/^(?:-p|--profile)$/.test(argv[index - 1] ?? '') &&
      !each.startsWith('--profile='),
  );
}

function optionOf(args: readonly string[], short: string, long: string): string | undefined {
  const index = args.findIndex((each) => each === `-${short}` || each === `--${long}`);
  return index < 0 ? args.find((each) => each.startsWith(`--${long}=`))?.slice(long.length + 3) : args[index + 1];
}

/** Words that are no options, and no values of -n. */
function plain(args: readonly string[]): readonly string[] {
  return args.filter(
    (each, index) => !/^(?:-n|--node|--namespace)$/.test(args[index - 1] ?? '') && !each.startsWith('-'),
  );
}

function nodeOf({ cluster }: Surroundings, name: string | undefined): NodeSpec {
  const { nodes } = cluster.view.spec;
  const node = name === undefined ? nodes[0] : nodes.find((each) => each.name === name);
  if (node !== undefined) return node;
  throw new NotModelled(name === undefined ? 'the cluster has no node' : `the cluster has no node ${name}`);
}

function addressOf({ addresses, name }: NodeSpec): string {
  const address = addresses.find((each) => parseAddress(each) !== undefined && !each.includes(':')) ?? addresses[0];
  if (address !== undefined) return address;
  throw new NotModelled(`node ${name} has no address`);
}

/** `minikube service NAME [--url]`, `minikube service list`: pkg/minikube/service/service.go and cmd/minikube/cmd/service.go. */
function service(args: readonly string[], surroundings: Surroundings): ProgramResult {
  const { cluster } = surroundings;
  const namespace = optionOf(args, 'n', 'namespace') ?? surroundings.namespace ?? 'default';
  const [name = ''] = plain(args);
  const found = cluster.view.get('Service', name, namespace);
  if (name === '' || name === 'list' || found === undefined) {
    if (name !== '' && name !== 'list') {
      const message = `\n❌  Exiting due to SVC_NOT_FOUND: Service '${name}' was not found in '${namespace}' namespace.\nYou may select another namespace by using 'minikube service ${name} -n <namespace>'. Or list out all the services using 'minikube service list'\n`;
      return { stdout: '', stderr: message, status: 115 };
    }
    throw new NotModelled(`"minikube service ${args.join(' ')}" is not modelled`, {
      hint: 'modelled: minikube service NAME --url',
    });
  }
  const urls = urlsOf(found, addressOf(nodeOf(surroundings, undefined)));
  if (args.includes('--url')) {
    if (urls.length > 0) return printed(urls.map(({ url }) => `${url}\n`).join(''));
    return { stdout: '', stderr: `😿  service ${namespace}/${name} has no node port\n`, status: 0 };
  }
  const rows = urls.length === 0 ? [{ port: '', url: 'No node port' }] : urls;
  const opening = urls.map(() => `🎉  Opening service ${namespace}/${name} in default browser...\n`).join('');
  const lines = table(
    ['NAMESPACE', 'NAME', 'TARGET PORT', 'URL'],
    rows.map(({ port, url }) => [namespace, name, port, url]),
  );
  return printed(lines + opening);
}

function urlsOf(
  { object }: Resource<Service>,
  address: string,
): readonly { readonly port: string; readonly url: string }[] {
  const ports = object.spec.ports ?? [];
  return ports.flatMap(({ name, port, nodePort }) => {
    if (nodePort === undefined || nodePort === 0) return [];
    return [{ port: name === undefined ? `${port}` : `${name}/${port}`, url: `http://${address}:${nodePort}` }];
  });
}

/** As olekukonko/tablewriter draws it: headers stand in the middle. */
function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const middle = headers.map((header, column) => {
    const room = (widths[column] ?? 0) - header.length;
    return ' '.repeat(Math.ceil(room / 2)) + header + ' '.repeat(Math.floor(room / 2));
  });
  const body = rows.map((row) =>
    line(
      row.map((cell, column) =>
        /^\d+$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      ),
    ),
  );
  return rule + line(middle) + rule + body.join('') + rule;
}

function printed(stdout: string): ProgramResult {
  return { stdout, stderr: '', status: 0 };
}
