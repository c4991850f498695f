import { Before, beginScenario, setDefaultTimeout } from '../src/index.ts';

// Nothing waits for a network; the time is for reading and settling very large manifests.
setDefaultTimeout(60_000);

Before(function (this: object, { gherkinDocument, pickle }) {
  beginScenario(this, gherkinDocument, pickle.uri);
});
