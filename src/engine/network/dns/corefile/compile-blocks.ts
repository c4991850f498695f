import type { Plugin, Question, ServerBlock } from '../zone.ts';
import type { Fault } from './fault.ts';
import { forwardPlugin, type Upstreams } from './forward-plugin.ts';
import { hostsPlugin, hostsQuestions, readHosts } from './hosts-plugin.ts';
import type { Imports } from './imports.ts';
import { readKubernetes } from './kubernetes-plugin.ts';
import type { KubernetesSettings } from './kubernetes-settings.ts';
import type { Directive, WrittenBlock } from './parse-corefile.ts';
import { parsingError } from './parse-corefile.ts';
import type { PluginContext } from './plugin-context.ts';
import { checkShape } from './plugin-shape.ts';
import { SHAPES } from './plugin-shapes.ts';
import { rewritePlugin, rewriteQuestions } from './rewrite-plugin.ts';
import { readRewrite } from './rewrite-rule.ts';
import { readServerAddress } from './server-address.ts';
import { readTemplate, templatePlugin } from './template-plugin.ts';

/** A plugin, and the questions that it has records for. */
export interface CompiledPlugin {
  readonly plugin: Plugin;
  questions?(): Iterable<Question>;
}

/** What the plugins need of the cluster. */
export interface Surroundings {
  readonly upstreams: Upstreams;
  readonly files: Imports;
  /** Whether the cluster is older than Kubernetes 1.19, and so its CoreDNS than 1.7.0. */
  readonly isOld: boolean;
  /** Whether it is CoreDNS that reads this, and not another server in its words. */
  readonly isCoreDns: boolean;
  kubernetes(settings: KubernetesSettings): CompiledPlugin;
}

/** The server blocks, why the server does not start with them, and what was left out. */
export interface CompiledBlocks {
  readonly blocks: readonly ServerBlock[];
  readonly fault?: Fault;
  readonly skipped: readonly Fault[];
}

/** Plugins that change no answer, or only its order, its time or who sees it. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  (
    'root metadata cancel tls quic timeouts multisocket reload nsid bufsize bind debug trace ready health pprof ' +
    'prometheus errors log dnstap local any chaos loadbalance tsig cache header minimal transfer loop'
  ).split(' '),
);

/** The plugins that answer, in the order in which they are asked (coredns plugin.cfg), whatever the Corefile's order. */
const ORDER = ['rewrite', 'template', 'hosts', 'kubernetes', 'forward'] as const;

type PluginName = (typeof ORDER)[number];

/** Makes server blocks of what a Corefile says. Blocks on ports that no pod asks are left out. */
export function compileBlocks(written: readonly WrittenBlock[], surroundings: Surroundings): CompiledBlocks {
  const skipped: Fault[] = [];
  const faults: Fault[] = [];
  const addressed = written.map((block) => {
    return { block, addresses: block.keys.map(({ text, place }) => ({ ...readServerAddress(text), place, text })) };
  });
  const all = addressed.flatMap(({ addresses }) => addresses).filter(({ scheme }) => scheme === 'dns');
  const port = all.some((address) => address.port === 53) ? 53 : all[0]?.port;
  const taken = new Set<string>();
  const blocks = addressed.flatMap(({ block, addresses }): readonly ServerBlock[] => {
    const zones: string[] = [];
    for (const { scheme, place, text, ...address } of addresses) {
      if (scheme !== 'dns' || address.port !== port) {
        skipped.push({ place, message: `${text}: no pod asks this server` });
        continue;
      }
      for (const zone of address.zones) {
        const message = `cannot serve dns://${zone}.:${port} - it is already defined`;
        if (taken.has(zone)) faults.push({ place, message });
        taken.add(zone);
        zones.push(zone);
      }
    }
    return zones.length === 0 ? [] : [compileBlock(block, zones, { surroundings, skipped, faults })];
  });
  const [fault] = faults;
  return { blocks, skipped, ...(fault === undefined ? {} : { fault }) };
}

interface Findings {
  readonly surroundings: Surroundings;
  readonly skipped: Fault[];
  readonly faults: Fault[];
}

function compileBlock(block: WrittenBlock, zones: readonly string[], findings: Findings): ServerBlock {
  const { surroundings, skipped, faults } = findings;
  const context: PluginContext = {
    zones,
    files: surroundings.files,
    isOld: surroundings.isOld,
    skip: ({ place }, message) => skipped.push({ place, message }),
    refuse: ({ place }, message) => faults.push({ place, message: parsingError(place, message) }),
  };
  for (const directive of block.directives) {
    if (isAnswering(directive.name) || WITHOUT_EFFECT.has(directive.name)) continue;
    context.skip(directive, `plugin ${directive.name} is not understood, and left out`);
  }
  const right = surroundings.isCoreDns
    ? block.directives.filter((directive) => isRight(directive, block, context))
    : block.directives;
  const compiled = ORDER.flatMap((name) => {
    const directives = right.filter((directive) => directive.name === name);
    return directives.length === 0 ? [] : compilePlugin(name, directives, { context, surroundings });
  });
  return {
    zones,
    plugins: compiled.map(({ plugin }) => plugin),
    *questions() {
      for (const each of compiled) yield* each.questions?.() ?? [];
    },
  };
}

/** Reports whether CoreDNS starts with a line, as far as its plugin's table tells. */
function isRight(directive: Directive, { directives }: WrittenBlock, context: PluginContext): boolean {
  const { name } = directive;
  const shape = Object.hasOwn(SHAPES, name) ? SHAPES[name] : undefined;
  if (shape === undefined) return true;
  if (shape.once && directives.find((each) => each.name === name) !== directive) {
    context.refuse(directive, `plugin/${name}: this plugin can only be used once per Server Block`);
    return false;
  }
  return checkShape(directive, shape, context);
}

function isAnswering(name: string): name is PluginName {
  return ORDER.some((each) => each === name);
}

interface Plug {
  readonly context: PluginContext;
  readonly surroundings: Surroundings;
}

function compilePlugin(
  name: PluginName,
  directives: readonly Directive[],
  { context, surroundings }: Plug,
): readonly CompiledPlugin[] {
  switch (name) {
    case 'rewrite': {
      const rules = directives.flatMap((directive) => readRewrite(directive, context) ?? []);
      return [{ plugin: rewritePlugin(rules), questions: () => rewriteQuestions(rules) }];
    }
    case 'template':
      return [{ plugin: templatePlugin(directives.flatMap((directive) => readTemplate(directive, context) ?? [])) }];
    case 'hosts':
      return directives.slice(0, 1).map((directive) => {
        const hosts = readHosts(directive, context);
        return { plugin: hostsPlugin(hosts), questions: () => hostsQuestions(hosts) };
      });
    case 'kubernetes':
      return directives.slice(0, 1).map((directive) => surroundings.kubernetes(readKubernetes(directive, context)));
    case 'forward':
      return directives.map((directive) => ({ plugin: forwardPlugin(directive, surroundings.upstreams, context) }));
  }
}
