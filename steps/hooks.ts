import {
  After,
  Before,
  beginScenario,
  requireBelow,
  Status,
  scenarioOf,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
} from '../src/index.ts';

// Nothing waits for a network; the time is for reading and settling very large manifests.
setDefaultTimeout(60_000);

setDefinitionFunctionWrapper(requireBelow);

Before(function (this: object, { gherkinDocument, pickle }) {
  beginScenario(this, gherkinDocument, pickle);
});

After(async function (this: object, { result }) {
  if (result?.status === Status.PASSED) await scenarioOf(this).conclude();
});
