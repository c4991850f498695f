import {
  After,
  AfterAll,
  Before,
  BeforeAll,
  beginScenario,
  runOf,
  Status,
  scenarioOf,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  wrapStep,
} from '../src/doors/cucumber.ts';

// Nothing waits for a network; the time is for reading and settling very large manifests.
setDefaultTimeout(60_000);

setDefinitionFunctionWrapper(wrapStep);

let run = runOf({});

BeforeAll(function () {
  run = runOf(this.parameters);
});

AfterAll(() => {
  run.conclude();
});

Before(async function (this: object, { gherkinDocument, pickle }) {
  // Nothing in a scenario waits for the world outside, and a signal is heard only where somebody does.
  await new Promise((done) => setImmediate(done));
  beginScenario(this, { run, document: gherkinDocument, pickle });
});

After(async function (this: object, { result }) {
  const scenario = scenarioOf(this);
  try {
    if (result?.status === Status.PASSED) await scenario.conclude();
  } finally {
    await scenario.end();
  }
});
