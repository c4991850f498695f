import { SetupError } from '../engine/model/index.ts';

type Check = readonly [is: (value: unknown) => boolean, what: string];

const NAME: Check = [
  (value) => (typeof value === 'string' && value !== '') || hasField(value, 'name') || hasField(value, 'means'),
  'a name, such as "deployment/web", or { kind, name }',
];
const CONDITION: Check = [
  (value) => typeof value === 'string' && value !== '',
  'the type of a condition, such as "example.com/in-service"',
];
const NODE: Check = [(value) => typeof value === 'string' && value !== '', 'the name of a node'];
const YES_OR_NO: Check = [(value) => typeof value === 'boolean', 'true or false'];
const COUNT: Check = [(value) => Number.isInteger(value) && Number(value) >= 0, 'a number of pods, from 0 on'];

/** The fields of each change; the first one is its verb. */
const CHANGES: readonly Readonly<Record<string, Check>>[] = [
  { scale: NAME, replicas: COUNT },
  { delete: NAME },
  { restart: NAME },
  { crash: NAME },
  { rollOut: NAME },
  { ready: NAME, value: YES_OR_NO },
  { terminating: NAME },
  { condition: CONDITION, of: NAME, value: YES_OR_NO },
  { node: NODE, up: YES_OR_NO },
  { cordon: NODE, value: YES_OR_NO },
  { drain: NODE },
];

/** Throws a SetupError for what no program that is type-checked can hand over; it names the change and its field. */
export function checkChanges(changes: unknown): void {
  if (!Array.isArray(changes)) throw new SetupError(`changes is ${shown(changes)}`, { hint: 'give a list of changes' });
  for (const [index, change] of changes.entries()) checkChange(change, `changes[${index}]`);
}

export function checkChange(change: unknown, place: string): void {
  const fields = CHANGES.find((each) => Object.keys(each).every((key, index) => index > 0 || hasField(change, key)));
  if (fields === undefined) {
    const verbs = CHANGES.flatMap((each) => Object.keys(each).slice(0, 1)).join(', ');
    throw new SetupError(`${place} is ${shown(change)}, and no change`, {
      hint: `a change has one of the fields ${verbs}`,
    });
  }
  for (const [key, [is, what]] of Object.entries(fields)) {
    const value: unknown = Reflect.get(Object(change), key);
    if (!is(value)) throw new SetupError(`${place}.${key} is ${shown(value)}`, { hint: `it is ${what}` });
  }
}

function hasField(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && key in value;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
