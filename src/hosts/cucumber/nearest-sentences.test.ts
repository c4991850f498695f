import { expect, test } from 'vitest';
import { nearestSentences } from './nearest-sentences.ts';

const SENTENCES = [
  'the manifests in {path}',
  '{client} curls {target}',
  'it reaches {endpoint} via {via}',
  'it reaches {endpoint}',
  'it is refused',
  'it times out',
  'a/the client pod(s) {word}',
];

test.each([
  // a slip of the fingers
  ['busybox curl mariadb:3306', ['{client} curls {target}']],
  ['it is refussed', ['it is refused']],
  // a word too many, or one left out
  ['it is quickly refused', ['it is refused']],
  ['manifests in examples/wordpress', ['the manifests in {path}']],
  // a parameter may stand for several words; the nearer one comes first
  ['it reach pod a of deployment b via ClusterIP', ['it reaches {endpoint} via {via}', 'it reaches {endpoint}']],
  // alternatives and optional endings
  ['the client pods x', ['a/the client pod(s) {word}']],
  // nothing like it
  ['the sun shines over the sea', []],
])('%s', (text, nearest) => {
  expect(nearestSentences(text, SENTENCES)).toEqual(nearest);
});
