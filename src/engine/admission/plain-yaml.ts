import { parse, type Tags } from 'yaml';

/** A text that is no YAML; the message is the parser's own. */
export class YamlFault extends Error {}

/** Words of YAML 1.1 that Go's parser leaves as text: times, and numbers of base 60. */
function plainTags(tags: Tags): Tags {
  return tags.filter((tag) => {
    if (typeof tag === 'string') return tag !== 'timestamp' && tag !== 'intTime' && tag !== 'floatTime';
    return tag.tag !== 'tag:yaml.org,2002:timestamp' && !('format' in tag && tag.format === 'TIME');
  });
}

/** Reads one YAML document, or JSON, into plain values, as sigs.k8s.io/yaml does. Throws a YamlFault for what is none. */
export function plainYaml(text: string): unknown {
  try {
    return parse(text, { version: '1.1', customTags: plainTags, logLevel: 'error' }) as unknown;
  } catch (error) {
    throw new YamlFault(error instanceof Error ? error.message : String(error));
  }
}
