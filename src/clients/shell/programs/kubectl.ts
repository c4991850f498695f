import { runWords } from '../../kubectl/index.ts';
import { readerOf } from '../files.ts';
import type { ProcessResult, Program, ProgramResult } from '../programs.ts';

/** kubectl, which talks to the cluster from wherever it runs. */
export const kubectl: Program = async (call, surroundings) => {
  const { cluster, namespace, urls, kubeconfig, connected, runAt } = surroundings;
  let inside: ProcessResult | undefined;
  const { alternatives, ...first } = await runWords(cluster, call.argv.slice(1), {
    ...(namespace === undefined ? {} : { namespace }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(urls === undefined ? {} : { urls }),
    ...(call.stdin === '' ? {} : { stdin: call.stdin }),
    files: readerOf(call.files, call.cwd, call.home, surroundings.files),
    connected,
    // What a process in a container could not do is told by itself: kubectl only passes its output on.
    runIn: async ({ cluster: after, namespace: where, pod, container, argv, stdin, isInteractive }) => {
      const place = { kind: 'pod', namespace: where, name: pod, container } as const;
      const result = await runAt(after, place, argv, { stdin: stdin ?? '', isInteractive });
      inside = result;
      const { stdout, stderr, status, unknown, shown = stdout + stderr, waits, endless } = result;
      return {
        ...{ stdout, stderr, status, unknown, shown },
        ...(waits === true ? { entered: place } : {}),
        ...(endless === true ? { endless } : {}),
      };
    },
  });
  const { cluster: after, skipped = inside?.skipped, ...output } = first;
  const { notModelled } = inside ?? {};
  const result: ProgramResult = {
    ...output,
    shown: output.shown ?? output.stdout + output.stderr,
    ...(after === cluster ? {} : { cluster: after }),
    ...(skipped === undefined ? {} : { skipped }),
    ...(notModelled === undefined ? {} : { notModelled }),
  };
  return [result, ...alternatives.map((each) => ({ ...result, ...each, shown: each.stdout + each.stderr }))];
};
