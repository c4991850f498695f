const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const NAME = '[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?';

const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const SERVICE_NAME = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const LABEL_NAME = new RegExp(`^${NAME}$`);

/** A DNS subdomain, as nearly every name is (this and the rest: apimachinery pkg/util/validation/validation.go). */
export function isSubdomain(text: string): boolean {
  return text.length <= 253 && SUBDOMAIN.test(text);
}

/** A DNS label that starts with a letter: RFC 1035's, which names of Services are. */
export function isServiceName(text: string): boolean {
  return text.length <= 63 && SERVICE_NAME.test(text);
}

/** A label's key, and that of a taint or a resource: `example.com/team`. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  return isLabelName(text.slice(slash + 1)) && (slash < 0 || isSubdomain(text.slice(0, slash)));
}

/** The part of a key behind the slash. */
export function isLabelName(text: string): boolean {
  return text.length <= 63 && LABEL_NAME.test(text);
}

/** A label's or a taint's value; it may be empty. */
export function isLabelValue(text: string): boolean {
  return text === '' || isLabelName(text);
}
