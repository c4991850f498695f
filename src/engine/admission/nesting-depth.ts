/**
 * How deep values may nest. kubectl stops at 10,000; no real manifest nests deeper than 40, and the YAML parser, which
 * calls itself for each level, must not run out of stack.
 */
export const MAX_DEPTH = 300;
