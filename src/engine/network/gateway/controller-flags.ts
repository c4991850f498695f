import type { Container, Pod } from '../../model/index.ts';

/**
 * The flags that a container is started with, by name in lower case without dashes; a flag without a value is `true`.
 * References such as `$(POD_NAMESPACE)` stand for the container's environment, as far as the manifest tells it.
 */
export function flagsOf(pod: Pod, container: Container): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  for (const [index, word] of words.entries()) {
    const match = /^--?([^=\s]+)(?:=([\s\S]*))?$/.exec(word);
    if (match?.[1] === undefined) continue;
    const next = words[index + 1];
    const value = match[2] ?? (next === undefined || next.startsWith('-') ? 'true' : next);
    flags.set(match[1].toLowerCase(), expand(pod, container, value));
  }
  return flags;
}

/** Kubernetes leaves a reference that it cannot resolve as it stands. */
function expand(pod: Pod, container: Container, text: string): string {
  return text.replace(/\$\(([\w.-]+)\)/g, (reference: string, name: string) => {
    const variable = container.env?.find((each) => each.name === name);
    const field = variable?.valueFrom?.fieldRef?.fieldPath;
    if (field === 'metadata.namespace') return pod.metadata.namespace;
    if (field === 'metadata.name') return pod.metadata.name;
    return variable?.value ?? reference;
  });
}
