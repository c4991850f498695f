import { flagValue, onePort, type Run, variable } from './run.ts';

/** What a server listens on by how it was started; `undefined` where that does not tell. */
export type Listens = (run: Run) => readonly string[] | undefined;

/** A server that opens its ports whatever it is told. */
export function on(...ports: readonly string[]): Listens {
  return () => ports;
}

/** A server of one port, with the flags and the variables that change it; flags win. */
export function set(
  otherwise: string,
  { flags = [], variables = [] }: { readonly flags?: readonly string[]; readonly variables?: readonly string[] },
): Listens {
  return (run) => onePort([flagValue(run, ...flags), ...variables.map((name) => variable(run, name))], otherwise);
}

/** A server of several ports; where one of them is not known, none is. */
export function all(...each: readonly Listens[]): Listens {
  return (run) => {
    const ports = each.map((listens) => listens(run));
    return ports.some((some) => some === undefined) ? undefined : ports.flatMap((some) => some ?? []);
  };
}

/** A port that is opened only where a flag names it. */
export function where(flag: string): Listens {
  return (run) => {
    const said = flagValue(run, flag);
    return said === undefined ? [] : onePort([said], said);
  };
}

/** A server that is not known where one of the flags hands it a configuration of its own. */
export function unless(flags: readonly string[], listens: Listens): Listens {
  return (run) => (flagValue(run, ...flags) === undefined ? listens(run) : undefined);
}
