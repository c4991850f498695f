import type { Cluster } from '../../api/index.ts';
import { SetupError } from '../../engine/model/index.ts';
import type { KubectlContext } from '../kubectl/index.ts';
import { justBash } from './just-bash.ts';
import { HOST } from './place.ts';
import type { StatementResult } from './results.ts';
import { type CommandResult, commandOutput, refuse } from './run-command.ts';
import { readStatement } from './statement.ts';
import { Terminals } from './terminals.ts';

/** Where a kubectl command line runs. */
export interface KubectlQuestion extends Omit<KubectlContext, 'runIn'> {
  /** The shells that are open already; new ones unless said otherwise. */
  readonly terminals?: Terminals;
}

/** What a command printed, its exit status, and the cluster after it. */
export interface KubectlResult extends CommandResult, Pick<StatementResult, 'endless'> {
  readonly cluster: Cluster;
  /** The kubeconfig after it, where some command changed it. */
  readonly kubeconfig?: NonNullable<KubectlContext['kubeconfig']>;
}

/**
 * Runs a line in which kubectl stands on somebody's own machine: `kubectl get pods -o wide | grep web`. Output, errors and
 * status are those of a current kubectl. Rejects with a SetupError for what Curlew does not model: never a silent
 * success.
 */
export async function runKubectl(
  cluster: Cluster,
  line: string,
  question: KubectlQuestion = {},
): Promise<KubectlResult> {
  const { urls, kubeconfig, connected, namespace, files, stdin } = question;
  const asked = { ...(urls === undefined ? {} : { urls }), ...(kubeconfig === undefined ? {} : { kubeconfig }) };
  const { terminals = new Terminals({ cluster, ...asked }) } = question;
  const { programs, error } = readStatement((await justBash()).parse, line);
  if (error === undefined && !programs.includes('kubectl')) {
    throw new SetupError(`"${line}" is no kubectl command`, { hint: 'only kubectl runs outside the cluster' });
  }
  const [name] = await terminals.unset(HOST, line);
  if (name !== undefined) throw new SetupError(`$${name} is not set`, { hint: 'write its value into the line' });
  const result = await terminals.run(HOST, line, {
    ...(namespace === undefined ? {} : { namespace }),
    ...(files === undefined ? {} : { files }),
    ...(stdin === undefined ? {} : { stdin }),
  });
  // A command that goes on is judged by what it prints at the beginning.
  const { endless: _, ...told } = result;
  refuse(told);
  const others = await result.alternatives();
  for (const trace of result.traces) connected?.(trace);
  const after = {
    cluster: terminals.cluster,
    ...(terminals.kubeconfig === undefined ? {} : { kubeconfig: terminals.kubeconfig }),
    ...(result.endless === undefined ? {} : { endless: result.endless }),
  };
  return { ...commandOutput(result), alternatives: others.map(commandOutput), ...after };
}
