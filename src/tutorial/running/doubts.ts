import type { Place, StatementResult as Ran } from '../../clients/shell/index.ts';
import type { ClusterView } from '../../engine/model/index.ts';
import type { StatementResult } from '../../report/index.ts';
import { knownTokens } from '../comparison/index.ts';
import type { CommandStatement } from '../page/index.ts';
import type { JudgedDifference } from './judge-output.ts';
import type { PageScene } from './scene.ts';

/** What makes or changes objects of a cluster, whether it stands in a page as kubectl's command or as that of a chart. */
const MAKES =
  /\b(?:kubectl|oc|k)\b[^\n|]*\s(?:apply|create|run|expose|replace|patch|edit|label|annotate|scale|set|rollout|config set\S*)\b|\b(?:helm|istioctl|linkerd|cilium|kustomize|argocd|flux|operator-sdk|minikube addons|eksctl)\b|\b(?:vi|vim|nano)\b/;

/** What opens a port of the own machine. */
const FORWARDS = /\b(?:kubectl proxy|port-forward|docker run|docker-compose|ssh|tunnel|az aks browse)\b/;

interface Missing {
  readonly differences: readonly JudgedDifference[];
  readonly failure: string;
  /** The command that lacks something. */
  readonly text: string;
}

function isUnrun(status: StatementResult['status']): boolean {
  return status === 'not-modelled' || status === 'skipped';
}

/** `kubectl edit svc web`, which nobody typed, changed what a later command speaks of: `kubectl get svc web`. */
function isEditOf(text: string, asked: string): boolean {
  const [, rest] = /\b(?:kubectl|oc|k)\b[^\n|]*\sedit\s+([^\n|&;]+)/.exec(text) ?? [];
  if (rest === undefined) return false;
  const words = rest.split(/[\s/]+/).filter((word) => /^[a-z0-9][a-z0-9.-]*$/.test(word));
  const name = words.findLast((_, index) => index > 0);
  return name !== undefined && asked.split(/[^A-Za-z0-9.-]+/).includes(name);
}

/**
 * The earlier statement that was not run and may have made what is missing now: of that nobody knows whether the page is
 * wrong. `undefined` where nothing is missing, or where everything before was run.
 */
export function notRunBefore(
  { differences, failure, text: asked }: Missing,
  results: readonly StatementResult[],
): StatementResult | undefined {
  const spoken = [asked, ...differences.map(({ expected }) => expected ?? '')].join('\n');
  const edited = results.findLast(({ status, text }) => isUnrun(status) && isEditOf(text, spoken));
  if (edited !== undefined && failure === '') return edited;
  if (
    /Failed to connect to (?:localhost|127\.0\.0\.1)|can't connect to remote host \((?:localhost|127\.0\.0\.1)/.test(
      failure,
    )
  ) {
    const forwarding = results.findLast(({ status, text }) => isUnrun(status) && FORWARDS.test(text));
    if (forwarding !== undefined) return forwarding;
  }
  if (!isMissing(differences, failure)) return undefined;
  const isKind = /doesn't have a resource type/.test(failure);
  return results.find(
    ({ kind, status, text, objects = [] }) =>
      isUnrun(status) &&
      // What names no object makes none: it shows fields of one.
      ((kind === 'manifest' && objects.some((object) => !object.endsWith('/'))) ||
        (kind === 'command' && MAKES.test(text) && !(isKind && /\sedit\s/.test(text)))),
  );
}

/** Something is not there: an object that the server does not find, a name that nobody resolves, rows of a table. */
function isMissing(differences: readonly JudgedDifference[], failure: string): boolean {
  if (
    /not found|bad address|could not resolve|no matches for kind|doesn't have a resource type|does not exist|no context exists|can't resolve|NXDOMAIN|no such/i.test(
      failure,
    )
  )
    return true;
  // A command that fails says itself what is missing.
  return (
    failure === '' &&
    differences.length > 0 &&
    differences.every(({ expected, actual, lacks }) => (expected !== null && actual === null) || lacks !== undefined)
  );
}

/** The earlier command that was not run, and speaks of the file that is not there now. */
export function fileMakerBefore(failure: string, results: readonly StatementResult[]): StatementResult | undefined {
  const path = missingFile(failure);
  if (path === undefined) return undefined;
  return results.findLast(({ kind, status, text }) => kind === 'command' && isUnrun(status) && text.includes(path));
}

/** Keys, certificates and the files of a ConfigMap lie with the page's author; what a page does not show is not wrong in it. */
export function missingDataFile(failure: string): string | undefined {
  const path = missingFile(failure);
  if (path === undefined || /\.(?:ya?ml|json)$/.test(path)) return undefined;
  return `the file ${path} is neither in the page nor beside it: put it into a folder of doc: {files} in curlew.yaml`;
}

function missingFile(failure: string): string | undefined {
  return /\b(?:open|stat|read|reading) ([^\s:]+): no such file or directory/.exec(failure)?.[1];
}

/** A page that asks for the external addresses of its nodes was written for nodes that have some. */
export function withoutExternalNodes(
  { text }: Pick<StatementResult, 'text'>,
  { differences }: { readonly differences: readonly JudgedDifference[] },
  { results, view }: { readonly results: readonly StatementResult[]; readonly view: ClusterView },
): string | undefined {
  if (!isMissing(differences, '')) return undefined;
  const asks = (each: string) => /\bExternalIP\b/.test(each);
  const names = results.flatMap((each) =>
    asks(each.text) ? (/^\s*(?:export )?(\w+)=/.exec(each.text)?.[1] ?? []) : [],
  );
  if (!asks(text) && !names.some((name) => new RegExp(`\\$\\{?${name}\\b`).test(text))) return undefined;
  const has = view
    .list('Node')
    .some(({ object }) => object.status?.addresses?.some(({ type }) => type === 'ExternalIP'));
  return has ? undefined : 'no node of this cluster has an ExternalIP';
}

/** A page that shows the address of a load balancer was written for a cluster that has one. */
export function withoutEntry(
  differences: readonly JudgedDifference[],
  { spec }: Pick<ClusterView, 'spec'>,
): string | undefined {
  if (spec.network.loadBalancer !== 'none' || !differences.every(({ lacks }) => lacks === 'Service')) return undefined;
  return 'this cluster gives nothing an address for clients outside: name one that does, as in `--cluster eks`';
}

/** Of what lies in `kube-system` the model has only what carries traffic: what it lacks there may be in the page's cluster. */
export function ownObjectMissing({ commands, stderr }: Pick<Ran, 'commands' | 'stderr'>): string | undefined {
  const isSystem = commands.some(({ argv }) => argv.some((word) => /^(?:-n|--namespace=)?kube-system$/.test(word)));
  return isSystem && /\(NotFound\)/.test(stderr)
    ? 'not all that a cluster keeps in kube-system is modelled'
    : undefined;
}

/**
 * A request to an address within the cluster that the page's reader gets an answer from, and nobody outside can reach: the
 * reader sits on a node, and the page does not say so.
 */
export function askedFromInside(
  { place, ran, statement }: { readonly place: Place; readonly ran: Ran; readonly statement: CommandStatement },
  { options, terminals }: Pick<PageScene, 'options' | 'terminals'>,
): string | undefined {
  const { output, prompt } = statement;
  if (place.kind !== 'host' || options.host.kind !== 'outside') return undefined;
  if (output === undefined || prompt?.host !== undefined || ran.status === 0) return undefined;
  const known = knownTokens(terminals.cluster.view);
  const isInside = (address: string) => known.ownersOf(address).some((owner) => /^(?:Pod|Service) /.test(owner));
  const address = ran.commands
    .flatMap(({ argv }) => argv.slice(1).flatMap((word) => word.match(/\d{1,3}(?:\.\d{1,3}){3}/g) ?? []))
    .find(isInside);
  if (address === undefined) return undefined;
  return `nobody outside the cluster reaches ${address}: say where it is asked, as in --host "node NAME"`;
}
