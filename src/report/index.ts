export { formatDiagnostic, type TextOf } from './diagnostic-text.ts';
export { formatResolution } from './resolution-text.ts';
export { alignCells } from './tables/align-cells.ts';
export type { Age } from './tables/column.ts';
export { columnsOf } from './tables/columns-of.ts';
export { formatObjects, type ObjectGroup, type TableOptions } from './tables/format-objects.ts';
export { type ObjectList, type OrderedObject, toList, toOrderedObject } from './tables/to-list.ts';
export { formatTrace, ruleText } from './trace-text.ts';
