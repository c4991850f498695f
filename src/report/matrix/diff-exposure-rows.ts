import type { DiffJson, ExposureChangeJson, ExposureJson } from '../json/matrix-json.ts';
import { addressText, PERMITTED, placeText, workloadName } from './names.ts';

/** The ways in that a change opens, and those that it shuts, a title above each list. */
export function exposureSections({ exposure }: DiffJson): readonly {
  readonly title: 'Ways in opened' | 'Ways in closed';
  readonly changes: readonly ExposureChangeJson[];
}[] {
  const sections = [
    { title: 'Ways in opened' as const, changes: exposure.opened },
    { title: 'Ways in closed' as const, changes: exposure.closed },
  ];
  return sections.filter(({ changes }) => changes.length > 0);
}

/** `NodePort *:30080/TCP → Deployment shop/web 8080/TCP` */
export function wayText(change: ExposureChangeJson): string {
  const { via, to, port, protocol } = change;
  return `${via} ${addressText(change)} → ${workloadName(to)} ${port}/${protocol}`;
}

/** `not exposed → open` */
export function widthChange({ before, after }: ExposureChangeJson): string {
  return `${widthText(before)} → ${widthText(after)}`;
}

/** The Service or the Ingress that the way is made by, and where it stands. */
export function madeBy({ by }: ExposureChangeJson): string {
  return [by.object, ...placeText(by)].join(' ');
}

function widthText(permitted: ExposureJson['permitted']): string {
  return permitted === 'none' ? 'not exposed' : PERMITTED[permitted];
}
