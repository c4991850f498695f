import type { Cluster } from '../../api/index.ts';
import type { Backend, BackendKind } from '../../backends/index.ts';
import { SetupError } from '../../engine/model/index.ts';
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
    let after = cluster;
    const failures = await judgeSentences(text, options, {
      begin: ({ world, document, pickle }) => beginScenario(world, { run, document, pickle }),
      conclude: async (world) => {
        const { cluster: concluded } = await scenarioOf(world).backendAsItIs();
        if (!isFeature && concluded !== undefined) after = concluded;
      },
    });
    return { cluster: after, failures };
  };
}

/** The page's cluster, with what a Given adds to it. */
async function startIn(cluster: Cluster, given: LoadOptions): Promise<Backend> {
  const { backendOf } = await import('../../backends/index.ts');
  const { manifests = [], texts = [], objects = [], cluster: another, override } = given;
  if (another !== undefined || override !== undefined) {
    throw new SetupError('these sentences are about the cluster of the page, which is there already', {
      hint: 'say the cluster at the top of the page (<!-- curlew: cluster kind -->), or write a whole Feature',
    });
  }
  const backend = backendOf(cluster);
  if (manifests.length + texts.length + objects.length === 0) return backend;
  return backend.apply(given);
}
