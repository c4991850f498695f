/** Reports whether a text has the form of an IPv4 address in which octets may be `x`: `172.30.x.x`, with or without a port. */
export function isAddressPattern(text: string): boolean {
  return (
    /^(?:\d{1,3}|x)(?:\.(?:\d{1,3}|x)){3}(?::(?:\d{1,5}|x))?$/i.test(text) ||
    /^\[?[\da-f:]*:[\da-f:]*\]?(?::\d+)?$/i.test(text)
  );
}

/** Reports whether an address meets a pattern; `x` stands for any one octet or port, and all else for itself. */
export function matchesAddress(pattern: string, address: string): boolean {
  const source = pattern
    .toLowerCase()
    .replace(/[.[\]]/g, '\\$&')
    .replace(/(?<=^|[.:])x(?=$|[.:\\])/g, '\\d+');
  return new RegExp(`^${source}$`).test(address.toLowerCase());
}
