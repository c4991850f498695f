import { describe, expect, test } from 'vitest';
import { argumentsOf } from './doc-pages.ts';

describe('the arguments of a command that needs no shell', () => {
  test.each([
    ['npx curlew steps reaches via', ['steps', 'reaches', 'via']],
    ['npx curlew run a.feature --name "by name" -o json', ['run', 'a.feature', '--name', 'by name', '-o', 'json']],
    ['npx curlew trace "node minikube" http://web:80', ['trace', 'node minikube', 'http://web:80']],
  ])('%s', (command, words) => {
    expect(argumentsOf(command)).toEqual(words);
  });

  test.each([
    'npx curlew get pods | tail -n 3',
    "sed 's/a/b/' a.yaml | npx curlew lint -f -",
    'npx curlew run "$HOME"',
    'npx curlew run *.feature',
    "npx curlew run 'a b'",
    'npx curlew run a; rm b',
    'npx curlew',
    'npm test',
  ])('which %s does', (command) => {
    expect(argumentsOf(command)).toBeUndefined();
  });
});
