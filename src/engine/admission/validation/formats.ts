/**
 * A format of names or texts in the Kubernetes API: what is wrong with a value, nothing where it is right.
 *
 * apimachinery pkg/util/validation/validation.go and pkg/api/validate/content
 */
export type Format = (value: string) => readonly string[];

const FINE: readonly string[] = [];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const LABEL_KEY_RULE = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${example(LABEL_KEY, 'MyName', 'my.name', '123-abc')}`;

const isLabel = whole(LABEL);
const isSubdomain = whole(SUBDOMAIN);
const isLabelKeyName = whole(LABEL_KEY);
const isLabelValue = whole(`(${LABEL_KEY})?`);

/** A DNS label as RFC 1123 has it: the names of Namespaces, containers, volumes, Service ports. */
export const dnsLabel: Format = (value) => {
  if (value.length <= 63 && isLabel.test(value)) return FINE;
  const messages = tooLongFor(value, 63);
  if (isLabel.test(value)) return messages;
  return isSubdomain.test(value)
    ? [...messages, 'must not contain dots']
    : [
        ...messages,
        `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character ${example(LABEL, 'my-name', '123-abc')}`,
      ];
};

/** A DNS label as RFC 1035 has it, which starts with a letter. */
const dns1035Label: Format = pattern(
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  ['my-name', 'abc-123'],
  63,
);

/** The name of a Service, which may start with a digit since 1.36. */
export function serviceName(gates: { readonly relaxedServiceNames: boolean }): Format {
  return gates.relaxedServiceNames ? dnsLabel : dns1035Label;
}

/** A DNS subdomain: the name of nearly everything. */
export const dnsSubdomain: Format = pattern(
  SUBDOMAIN,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  ['example.com'],
  253,
);

/** A subdomain that may hold underscores: a search path of resolv.conf. */
export const dnsSearchPath: Format = pattern(
  `${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*`,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  ['example.com'],
  253,
);

/** A subdomain behind `*.`: a host of an Ingress. */
export const wildcardSubdomain: Format = pattern(
  `\\*\\.${SUBDOMAIN}`,
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  ['*.example.com'],
  253,
);

/** The value of a label; empty is fine. */
export const labelValue: Format = (value) => {
  if (value.length <= 63 && isLabelValue.test(value)) return FINE;
  const messages = value.length > 63 ? ['must be no more than 63 bytes'] : [];
  if (isLabelValue.test(value)) return messages;
  return [
    ...messages,
    `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${example(`(${LABEL_KEY})?`, 'MyValue', 'my_value', '12345')}`,
  ];
};

/** A label's key, or any other qualified name: a name, and a subdomain and `/` in front of it where wanted. */
export const qualifiedName: Format = (value) => {
  const parts = value.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) {
    return [
      `a valid label key ${LABEL_KEY_RULE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (parts.length === 1 && name.length <= 63 && isLabelKeyName.test(name)) return FINE;
  const messages: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') messages.push('prefix part must be non-empty');
    else for (const message of dnsSubdomain(prefix)) messages.push(`prefix part ${message}`);
  }
  if (name === '') messages.push('name part must be non-empty');
  else if (name.length > 63) messages.push('name part must be no more than 63 bytes');
  if (!isLabelKeyName.test(name)) messages.push(`name part ${LABEL_KEY_RULE}`);
  return messages;
};

/** The name of a container port, in the charset of IANA service names. */
export const portName: Format = (value) => {
  const messages = tooLongFor(value, 15);
  if (!/^[-a-z0-9]+$/.test(value)) {
    messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) messages.push('must contain at least one letter (a-z)');
  if (value.includes('--')) messages.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) messages.push('must not begin or end with a hyphen');
  return messages;
};

/** The name of an environment variable since 1.32: anything printable but `=`. */
export const envVarName: Format = (value) => {
  if (value === '') return ['environment variable name must be non-empty'];
  return /^[ -<>-~]+$/.test(value)
    ? FINE
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
};

const isConfigKey = whole('[-._a-zA-Z0-9]+');

/** A key of a ConfigMap or Secret. */
export const configKey: Format = (value) => {
  const messages = tooLongFor(value, 253);
  if (!isConfigKey.test(value)) {
    messages.push(
      `a valid config key must consist of alphanumeric characters, '-', '_' or '.' ${example('[-._a-zA-Z0-9]+', 'key.name', 'KEY_NAME', 'key-name')}`,
    );
  }
  if (value === '.' || value === '..') messages.push(`must not be '${value}'`);
  else if (value.startsWith('..')) messages.push("must not start with '..'");
  return messages;
};

export const httpHeaderName: Format = pattern(
  '[-A-Za-z0-9]+',
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  ['X-Header-Name'],
);

export const percentage: Format = pattern(
  '[0-9]+%',
  "a valid percent string must be a numeric string followed by an ending '%'",
  ['1%', '93%'],
);

/** A name that stands as one segment of a URL's path. */
export const pathSegment: Format = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].flatMap((each) => (value.includes(each) ? [`may not contain '${each}'`] : []));
};

/** What is wrong with a port's number. */
export function portNumber(port: number): readonly string[] {
  return 1 <= port && port <= 65535 ? FINE : ['must be between 1 and 65535, inclusive'];
}

function whole(source: string): RegExp {
  return new RegExp(`^${source}$`);
}

function example(source: string, ...examples: readonly string[]): string {
  const list = examples.map((each) => `'${each}', `).join(' or ');
  return `(e.g. ${list}regex used for validation is '${source}')`;
}

function tooLongFor(value: string, most: number): string[] {
  return value.length > most ? [`must be no more than ${most} characters`] : [];
}

function pattern(source: string, rule: string, examples: readonly string[], most = Number.POSITIVE_INFINITY): Format {
  const regex = whole(source);
  const message = `${rule} ${example(source, ...examples)}`;
  return (value) => {
    if (value.length <= most && regex.test(value)) return FINE;
    const messages = tooLongFor(value, most);
    return regex.test(value) ? messages : [...messages, message];
  };
}
