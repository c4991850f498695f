/**
 * All of Curlew's sentences, for a cucumber run that is not started by `curlew run`: `--import curlew/steps`.
 * Importing it defines the steps; it exports nothing of its own.
 */
import './parameter-types.ts';
import './hooks.ts';
import './changes.steps.ts';
import './cluster.steps.ts';
import './commands.steps.ts';
import './components.steps.ts';
import './connections.steps.ts';
import './connectivity.steps.ts';
import './disruptions.steps.ts';
import './dns.steps.ts';
import './exposure.steps.ts';
import './kubectl.steps.ts';
import './manifests.steps.ts';
import './nodes.steps.ts';
import './objects.steps.ts';
import './pages.steps.ts';
import './ping.steps.ts';
import './repeated.steps.ts';
import './traffic.steps.ts';
