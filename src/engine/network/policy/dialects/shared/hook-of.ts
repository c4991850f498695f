import type { PolicyReading } from '../../../../model/index.ts';
import type { HookPoint } from '../../contract/peer.ts';
import type { Direction } from '../../contract/question.ts';

/** Where rules that do not select pods look at a packet: some plugins judge egress before Services are translated. */
export function hookOf({ egressSeesServiceIP }: PolicyReading, direction: Direction): HookPoint {
  return direction === 'egress' && egressSeesServiceIP ? 'before-translation' : 'after-translation';
}
