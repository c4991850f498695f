import { relative, resolve } from 'node:path';
import type { Failure } from './scenario-text.ts';

/**
 * A line that makes GitHub Actions mark a failure in the pull request; paths count from the workspace.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
 */
export function githubAnnotation(title: string, failure: Failure, place: { cwd: string; workspace: string }): string {
  const file = relative(place.workspace, resolve(place.cwd, failure.uri)).replaceAll('\\', '/');
  return `::error file=${property(file)},line=${failure.line},title=${property(title)}::${data(failure.message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
