import type { Flight } from './flight.ts';
import type { Snapshot } from './snapshot.ts';
import { deliver } from './stages/deliver.ts';
import { egress } from './stages/egress.ts';
import { enter } from './stages/enter.ts';
import { ingress } from './stages/ingress.ts';
import { resolve } from './stages/resolve.ts';
import { route } from './stages/route.ts';
import { translate } from './stages/translate.ts';

/** One station of a packet's way: it moves a flight on, splits it, ends it, or lets it through untouched. */
export interface Stage {
  readonly name: string;
  run(snapshot: Snapshot, flight: Flight): readonly Flight[];
}

/**
 * The way of every packet. The order is a modelling choice: policies are asked after translation, as most plugins do.
 *
 *     client                                fabric      node           the answering pod or node
 *     resolve ─► translate ─► egress ─────► route ────► enter ───────► ingress ─► deliver
 *       dns      kube-proxy   policies                  kube-proxy     policies   listeners
 *                                                       (from outside)
 */
export const stages: readonly Stage[] = [
  { name: 'resolve', run: resolve },
  { name: 'translate', run: translate },
  { name: 'egress', run: egress },
  { name: 'route', run: route },
  { name: 'enter', run: enter },
  { name: 'ingress', run: ingress },
  { name: 'deliver', run: deliver },
];
