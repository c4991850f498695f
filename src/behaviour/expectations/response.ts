import type { Branch } from '../../engine/model/index.ts';
import type { HttpReply, HttpResponse } from '../../engine/network/servers/index.ts';
import { traceEvidence } from '../../report/index.ts';
import type { AskedTarget } from '../asked-target.ts';
import { failExpectation } from '../failure.ts';
import type { Scenario } from '../scenario.ts';

/** Holds if whoever answers sends a page that contains the text, on every way that the connections may take. */
export async function expectResponseContains(scenario: Scenario, text: string): Promise<void> {
  await expectReplies(scenario, `the response contains "${text}"`, ({ body }) =>
    body.includes(text) ? undefined : `it is\n${body}`,
  );
}

/** Holds if whoever answers sends a page without the text. */
export async function expectResponseLacks(scenario: Scenario, text: string): Promise<void> {
  await expectReplies(scenario, `the response does not contain "${text}"`, ({ body }) =>
    body.includes(text) ? `it is\n${body}` : undefined,
  );
}

/** Holds if whoever answers does so with the HTTP status. */
export async function expectResponseStatus(scenario: Scenario, status: number): Promise<void> {
  await expectReplies(scenario, `the response status is ${status}`, (response) =>
    response.status === status ? undefined : `it is ${response.status}`,
  );
}

async function expectReplies(
  scenario: Scenario,
  expected: string,
  mismatch: (response: HttpResponse) => string | undefined,
): Promise<void> {
  const { traces, to } = scenario.judgedConnections(
    'nobody sent a request: write a step like "When busybox curls http://web" first',
  );
  for (const trace of traces) {
    for (const branch of trace.branches) {
      const reply = await replyOf(scenario, branch, to);
      const found = reply.kind === 'unknown' ? `nobody can tell: ${reply.because}` : mismatch(reply);
      if (found !== undefined) failExpectation(expected, found, traceEvidence(trace));
    }
  }
}

async function replyOf(scenario: Scenario, branch: Branch, { text, request: asked }: AskedTarget): Promise<HttpReply> {
  const { outcome, response, request, hops } = branch;
  if (asked === undefined) return { kind: 'unknown', because: `what is said to ${text} is not modelled` };
  if (asked.scheme === 'https' && response === undefined && request === undefined)
    return { kind: 'unknown', because: 'what is said over https is not modelled' };
  const backend = await scenario.backend();
  const reply = await backend.reply(branch, { method: 'GET', path: asked.path, host: asked.host });
  if (reply !== undefined) return reply;
  return { kind: 'unknown', because: `the connection ends in ${outcome}: ${hops.at(-1)?.reason.text ?? ''}` };
}
