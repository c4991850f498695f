import { expectLinePrints, expectPageHolds, Given, runPageIn, scenarioOf, Then } from '../src/doors/cucumber.ts';

/**
 * Runs a tutorial page, as `curlew doc` does; the scenario goes on in the cluster that the page's commands leave. The
 * page's own settings say which cluster that is.
 *
 * @example
 * Given the page examples/pages/web.md has run
 * And client resolves web
 * Then it resolves to the cluster IP of service web
 */
Given('the page {path} has run', async function (this: object, path: string) {
  await runPageIn(scenarioOf(this), path);
});

/**
 * Runs a tutorial page down to a heading, and not what stands below it.
 *
 * @example
 * Given the page examples/pages/web.md has run up to "Close it"
 * When client curls web
 * Then it reaches a pod of deployment web
 */
Given('the page {path} has run up to {string}', async function (this: object, path: string, heading: string) {
  await runPageIn(scenarioOf(this), path, heading);
});

/**
 * Holds if the cluster prints what a tutorial page prints, whatever the addresses, generated names and ages.
 *
 * @example
 * Then the page examples/pages/web.md holds
 */
Then('the page {path} holds', async function (this: object, path: string) {
  await expectPageHolds(scenarioOf(this), path);
});

/**
 * Holds if the command at a line of the page that ran printed a text. Addresses and generated names are the cluster's.
 *
 * @example
 * Given the page examples/pages/web.md has run
 * Then line 13 of the page prints "service/web exposed"
 */
Then('line {int} of the page prints {string}', function (this: object, line: number, text: string) {
  expectLinePrints(scenarioOf(this), line, text);
});
