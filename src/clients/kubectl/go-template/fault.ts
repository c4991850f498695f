/** A Go template that cannot be read, or cannot be filled. `line` is the template's own, counted from 1. */
export class GoTemplateFault extends Error {
  readonly line: number;
  constructor(message: string, line = 1) {
    super(message);
    this.line = line;
  }
}
