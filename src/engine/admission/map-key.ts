import { resolveScalar } from './resolve-scalar.ts';

/**
 * The string that a plain map key becomes: `on` is `true`, `0x10` is `16`. `undefined` for a null key, which JSON
 * cannot have (sigs.k8s.io/yaml yaml.go, convertToJSONableObject).
 */
export function mapKey(text: string): string | undefined {
  const value = resolveScalar(text);
  if (value === null) return undefined;
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) && !/[.eE]/.test(text) ? String(BigInt(value)) : formatFloat(value);
}

/** Go's strconv.FormatFloat(value, 'g', -1, 32): the shortest digits of a float32, with an exponent from 1e+06 on. */
function formatFloat(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  let text = value.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    text = value.toExponential(digits);
    if (Math.fround(Number(text)) === Math.fround(value)) break;
  }
  const [mantissa = '', exponent = '0'] = text.split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Number(text).toString();
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
