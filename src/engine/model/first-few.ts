/** How many names stand in a sentence before the others are counted. */
const FEW_NAMES: number = 10;

/** How many lines a list in a report has before the others are counted. */
const FEW_LINES: number = 20;

/** The first few of many lines, then how many more there are. */
export function firstLines(lines: readonly string[], most: number = FEW_LINES): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`];
}

/** The first few of many names, separated by commas, then how many more there are: `a, b, … and 281 more`. */
export function firstNames(names: readonly string[], most: number = FEW_NAMES): string {
  return firstLines(names, most).join(', ');
}
