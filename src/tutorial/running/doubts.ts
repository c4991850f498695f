import type { PageDifference, StatementResult } from '../../report/index.ts';

/** What makes or changes objects of a cluster, whether it stands in a page as kubectl's command or as that of a chart. */
const MAKES =
  /\b(?:kubectl|oc|k)\b[^\n|]*\s(?:apply|create|run|expose|replace|patch|edit|label|annotate|scale|set|rollout)\b|\b(?:helm|istioctl|linkerd|cilium|kustomize|argocd|flux|operator-sdk|minikube addons|eksctl)\b|\b(?:vi|vim|nano)\b/;

/**
 * The earlier statement that was not run and may have made what is missing now: of that nobody knows whether the page is
 * wrong. `undefined` where nothing is missing, or where everything before was run.
 */
export function notRunBefore(
  { differences, failure }: { readonly differences: readonly PageDifference[]; readonly failure: string },
  results: readonly StatementResult[],
): StatementResult | undefined {
  if (!isMissing(differences, failure)) return undefined;
  return results.find(
    ({ kind, status, text, objects = [] }) =>
      (status === 'not-modelled' || status === 'skipped') &&
      // What names no object makes none: it shows fields of one.
      ((kind === 'manifest' && objects.some((object) => !object.endsWith('/'))) ||
        (kind === 'command' && MAKES.test(text))),
  );
}

/** Something is not there: an object that the server does not find, a name that nobody resolves, rows of a table. */
function isMissing(differences: readonly PageDifference[], failure: string): boolean {
  if (
    /not found|bad address|could not resolve|no matches for kind|doesn't have a resource type|does not exist|can't resolve|NXDOMAIN|no such/i.test(
      failure,
    )
  )
    return true;
  return differences.length > 0 && differences.every(({ expected, actual }) => expected !== null && actual === null);
}
