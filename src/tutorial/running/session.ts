import type { Entered, Place } from '../../clients/shell/index.ts';
import type { Prompt } from '../page/index.ts';

/** A shell that was opened by hand, in a pod or on a node, and not left yet. */
export interface OpenShell {
  readonly place: Entered;
  /** What stood before the command that opened it. */
  readonly openedAt: Prompt | undefined;
  /** The heading under which it was opened. */
  readonly section: string;
}

/** Which shells the page's reader has open, the innermost last. */
export class Session {
  readonly #open: OpenShell[] = [];
  #lastPod: Place | undefined;

  /** The shell that unprompted commands run in; undefined for the host's. */
  get current(): OpenShell | undefined {
    return this.#open.at(-1);
  }

  /** The container that somebody was in last, whether its shell is left or not. */
  get lastPod(): Place | undefined {
    return this.#lastPod;
  }

  enter(shell: OpenShell): void {
    this.#open.push(shell);
    if (shell.place.kind === 'pod') this.#lastPod = shell.place;
  }

  /** Leaves the innermost shell, and answers with it. */
  leave(): OpenShell | undefined {
    return this.#open.pop();
  }

  /** Leaves every shell in a pod of that name, and answers with them. */
  leavePod(name: string): readonly OpenShell[] {
    const left = this.#open.filter(({ place }) => place.kind === 'pod' && place.name === name);
    for (const shell of left) this.#open.splice(this.#open.indexOf(shell), 1);
    return left;
  }

  /** Forgets the shells in pods that are not there any more. */
  keep(isThere: (place: Place) => boolean): void {
    for (const shell of [...this.#open]) {
      if (!isThere(shell.place)) this.#open.splice(this.#open.indexOf(shell), 1);
    }
  }
}
