import type { Cluster } from '../../api/index.ts';
import type { Backend, BackendKind } from '../../backends/index.ts';
import type { LoadOptions } from '../../files/index.ts';
import type { Sentences } from '../../tutorial/running/index.ts';
import type { SentencesOptions } from '../cucumber/index.ts';
import { builtinStepFiles, runAssets } from './package-files.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Judges the sentences of a page about the cluster as the page has made it. A whole feature is no part of the page's story:
 * it has its own cluster, as with `curlew run`.
 */
export function pageSentences(surroundings: Surroundings): Sentences {
  const { cwd, env, stdout, stderr, process } = surroundings;
  const options: SentencesOptions = {
    cwd,
    env,
    stdout,
    stderr,
    builtinSteps: builtinStepFiles(),
    assets: runAssets(process),
  };
  return async (cluster, text) => {
    const { judgeSentences } = await import('../cucumber/index.ts');
    const { beginScenario, Run, scenarioOf } = await import('../../behaviour/index.ts');
    const isFeature = /^\s*Feature:/m.test(text);
    const ofPage: BackendKind = { name: 'page', start: (given) => startIn(cluster, given) };
    const run = new Run({ cwd }, isFeature ? {} : { backends: ofPage });
    const worlds: object[] = [];
    const failures = await judgeSentences(text, options, ({ world, document, pickle }) => {
      worlds.push(world);
      beginScenario(world, { run, document, pickle });
    });
    const last = isFeature ? undefined : worlds.at(-1);
    const after = last === undefined ? undefined : await scenarioOf(last).backendAsItIs();
    return { cluster: after?.cluster ?? cluster, failures };
  };
}

/** The page's cluster, with what a Given adds to it. */
async function startIn(cluster: Cluster, given: LoadOptions): Promise<Backend> {
  const { backendOf } = await import('../../backends/index.ts');
  const { manifests = [], texts = [], objects = [] } = given;
  const backend = backendOf(cluster);
  if (manifests.length + texts.length + objects.length === 0) return backend;
  return backend.apply(given);
}
