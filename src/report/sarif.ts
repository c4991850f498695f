import type { Severity } from '../engine/model/index.ts';

/** A SARIF log, as far as it is written here. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
  /** What has no place in any file: code scanning services refuse a result without one. */
  readonly invocations: readonly [SarifInvocation];
}

export interface SarifDriver {
  readonly name: 'curlew';
  readonly version: string;
  readonly rules: readonly SarifRule[];
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription?: SarifText;
  readonly help?: SarifText & { readonly markdown: string };
  readonly defaultConfiguration?: { readonly level: Severity };
}

export interface SarifText {
  readonly text: string;
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Severity;
  readonly message: SarifText;
  readonly locations: readonly SarifLocation[];
  /** The same as long as the finding is, wherever its lines move. */
  readonly partialFingerprints: { readonly 'curlew/v1': string };
  readonly suppressions?: readonly [{ readonly kind: 'inSource'; readonly justification: string }];
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number; readonly startColumn: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: 'object' }[];
}

export interface SarifInvocation {
  readonly executionSuccessful: true;
  readonly toolExecutionNotifications: readonly {
    readonly descriptor: { readonly id: string };
    readonly level: Severity;
    readonly message: SarifText;
  }[];
}

/** A path as a URI reference: relative ones stay relative, to the folder that the command was run in. */
export function sarifUri(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace('%3A', ':')}` : path;
}
