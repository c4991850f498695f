import { JSON_VERSION, type Versioned } from '../json/version.ts';
import {
  type PageBinding,
  type PageDifference,
  type PageLines,
  type PagePlace,
  type PageResult,
  type PageSummary,
  type StatementResult,
  type StatementStatus,
  summaryOf,
} from './page-result.ts';

/** Where a command ran; null for what has no such part. */
export interface PagePlaceJson {
  readonly kind: PagePlace['kind'];
  readonly namespace: string | null;
  readonly name: string | null;
  readonly container: string | null;
}

/** One statement of a page in the JSON of `curlew doc`. */
export interface StatementJson extends PageLines {
  readonly kind: StatementResult['kind'];
  readonly where: PagePlaceJson | null;
  readonly text: string;
  readonly ran: string | null;
  readonly output: PageLines | null;
  readonly status: StatementStatus;
  readonly reason: string | null;
  /** The line of the earlier statement without whose failure this one would hold. */
  readonly because: number | null;
  readonly exitStatus: number | 'unknown' | null;
  readonly actual: string | null;
  readonly differences: readonly PageDifference[];
  readonly objects: readonly string[];
  readonly file: string | null;
}

/** One page in the JSON of `curlew doc`. */
export interface PageJson {
  readonly page: string;
  readonly cluster: string;
  readonly statements: readonly StatementJson[];
  readonly bindings: readonly PageBinding[];
  readonly summary: PageSummary;
}

/** The JSON of `curlew doc`. */
export interface DocJson extends Versioned {
  readonly pages: readonly PageJson[];
}

export function docJson(pages: readonly PageResult[]): DocJson {
  return { version: JSON_VERSION, pages: pages.map(pageJson) };
}

function pageJson(result: PageResult): PageJson {
  const { page, cluster, statements, bindings } = result;
  return {
    page,
    cluster,
    statements: statements.map(statementJson),
    bindings: bindings.map((each) => ({ page: each.page, cluster: each.cluster, line: each.line })),
    summary: summaryOf(result),
  };
}

function statementJson(statement: StatementResult): StatementJson {
  const { kind, line, endLine, where, text, ran = null, output = null, status, reason = null } = statement;
  return {
    kind,
    line,
    endLine,
    where: where === undefined ? null : placeJson(where),
    text,
    ran,
    output: output === null ? null : { line: output.line, endLine: output.endLine },
    status,
    reason,
    because: statement.because ?? null,
    exitStatus: statement.exitStatus ?? null,
    actual: statement.actual ?? null,
    differences: statement.differences.map(differenceJson),
    objects: statement.objects ?? [],
    file: statement.file ?? null,
  };
}

function placeJson({ kind, namespace, name, container }: PagePlace): PagePlaceJson {
  return { kind, namespace: namespace ?? null, name: name ?? null, container: container ?? null };
}

function differenceJson({ line, expected, actual, why }: PageDifference): PageDifference {
  return { line, expected, actual, why };
}
