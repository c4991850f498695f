import type { Where } from './where.ts';

/** What `curlew.yaml` says of pages under `doc:`. Paths are relative to its folder, with `/`, and never leave it. */
export interface PageSettings {
  /** Where the shell of the page's reader runs: `node control-plane`; outside the cluster without it. */
  readonly host?: Where;
  /** Folders and files where `-f web.yaml` is looked for, besides the page and its folder. */
  readonly files: readonly string[];
  /** Where the files of web addresses lie: `https://k8s.io/examples` → `content/en/examples`. */
  readonly urls: Readonly<Record<string, string>>;
  /** Where the files of an include lie: `code_sample` → `content/en/examples`, `partial$` → `modules/ROOT/partials`. */
  readonly includes: Readonly<Record<string, string>>;
  /** Where folders of the page's reader lie: `~/container.training` → `.`. */
  readonly paths: Readonly<Record<string, string>>;
  /** What `$[prodname]`, `{{< param "version" >}}` and AsciiDoc's `{version}` stand for. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables that the reader's shell has. */
  readonly env: Readonly<Record<string, string>>;
  /** Manifests that are in the cluster before the page begins. */
  readonly manifests: readonly string[];
}

/** Of a page without settings. */
export const NO_SETTINGS: PageSettings = {
  files: [],
  urls: {},
  includes: {},
  paths: {},
  variables: {},
  env: {},
  manifests: [],
};
