import { expect, test } from 'vitest';
import { exampleOf } from '../../tooling/doc-pages.ts';
import { formatLocation } from '../model/index.ts';
import { admitInOrder, decodeText, readManifests } from './index.ts';

const [wrong = '', found = '', update = '', answered = ''] = exampleOf(import.meta.dirname);

test('the README’s example of manifests holds', () => {
  const { diagnostics } = readManifests([{ kind: 'text', name: 'example.yaml', text: wrong }]);
  const lines = diagnostics.map(({ at, severity, code }) => `${at && formatLocation(at)} ${severity} ${code}`);
  expect(lines).toEqual(found.split('\n'));
});

test('the README’s example of an update holds', () => {
  const { objects } = decodeText({ name: 'f.yaml', text: update });
  const lines = admitInOrder(objects, { stored: () => undefined }).map(({ at, outcome, diagnostics }) => {
    const said = diagnostics.map(({ message }) => `: ${message}`).join('');
    return `${at?.line}:${at?.column} ${outcome}${said}`;
  });
  expect(lines).toEqual(answered.split('\n'));
});
