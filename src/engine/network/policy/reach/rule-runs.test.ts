import { expect, test } from 'vitest';
import { PortSets, portRanges } from '../contract/port-set.ts';
import { BitSet } from './bit-set.ts';
import { joinRulings, type Ruling } from './rule-runs.ts';

const sets = new PortSets();

/** `allow 1,40 80`: what becomes of a port of some peers. */
function ruling(text: string): Ruling {
  const [verdict = '', peers = '', port] = text.split(' ');
  if (verdict !== 'allow' && verdict !== 'deny' && verdict !== 'pass') throw new Error(text);
  const numbers = peers === '' ? [] : peers.split(',').map(Number);
  return { verdict, layer: { peers: BitSet.of(numbers), ports: sets.range('TCP', Number(port), Number(port)) } };
}

function textOf({ verdict, layer: { peers, ports } }: Ruling): string {
  const ranges = portRanges(ports).flatMap((each) => each.ranges.map(({ from, to }) => `${from}-${to}`));
  return `${verdict} ${[...peers]} ${ranges}`;
}

test.each([
  { rule: 'none', rulings: [], are: [] },
  {
    rule: 'rules about the same peers are one',
    rulings: ['allow 1,40 80', 'allow 1,40 82'],
    are: ['allow 1,40 80-80,82-82'],
  },
  {
    rule: 'with others between',
    rulings: ['allow 1 80', 'allow 2 80', 'allow 1 81'],
    are: ['allow 1 80-81', 'allow 2 80-80'],
  },
  {
    rule: 'the same bits in another word are other peers',
    rulings: ['allow 1 80', 'allow 33 80'],
    are: ['allow 1 80-80', 'allow 33 80-80'],
  },
  {
    rule: 'none is moved across another verdict',
    rulings: ['allow 1 80', 'deny 1 80', 'allow 1 81', 'pass 1 82', 'pass 1 83'],
    are: ['allow 1 80-80', 'deny 1 80-80', 'allow 1 81-81', 'pass 1 82-83'],
  },
])('$rule', ({ rulings, are }) => {
  expect(joinRulings(rulings.map(ruling), sets).map(textOf)).toEqual(are);
});
