import { CurlewDefect } from '../../model/index.ts';
import type { Context } from './context.ts';
import type { Hook, Step, Way } from './hook.ts';
import { LEGS } from './hooks.ts';
import type { PacketState } from './packet-state.ts';

/** Where a packet is: before the hook `next` of a leg. */
interface Position {
  readonly state: PacketState;
  readonly leg: readonly Hook[];
  readonly next: number;
}

/** Takes every packet from hook to hook until its way ends; ways that part at a hook end in the order that it gave them. */
export function walk(context: Context, first: readonly Step[]): readonly Way[] {
  const ways: Way[] = [];
  // A stack with the next one at its end.
  const pending: (Position | Way)[] = [];
  const put = (steps: readonly Step[], leg: readonly Hook[], next: number) => {
    for (let index = steps.length - 1; index >= 0; index--) {
      const step = steps[index];
      if (step === undefined) continue;
      if (step.to === 'end') pending.push(step.way);
      else if (step.to === 'next') pending.push({ state: step.state, leg, next });
      else pending.push({ state: step.state, leg: LEGS[step.to], next: 0 });
    }
  };
  put(first, [], 0);
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    if ('branch' in each) {
      ways.push(each);
      continue;
    }
    const { state, leg, next } = each;
    const hook = leg[next];
    if (hook === undefined) throw new CurlewDefect(`no hook ended the way to ${state.packet.destination.text}`);
    put(hook.run(context, state), leg, next + 1);
  }
  return ways;
}
