import { describe, expect, test } from 'vitest';
import { mapKey } from './map-key.ts';
import { resolveScalar } from './resolve-scalar.ts';

describe('a plain scalar means what it means to kubectl (goyaml.v2/resolve.go, decode_test.go)', () => {
  test.each([
    // YAML 1.1 booleans, in three spellings of case and no others
    ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text) => ({ text, value: true })),
    ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((text) => ({
      ...{ text, value: false },
    })),
    ...['yES', 'tRUE', 'oN', 'nO', 'oFF', 'yess', 'Nope'].map((text) => ({ text, value: text })),
    ...['', '~', 'null', 'Null', 'NULL'].map((text) => ({ text, value: null })),
    { text: 'nULL', value: 'nULL' },
    { text: 'none', value: 'none' },
    // integers
    { text: '685230', value: 685230 },
    { text: '+685_230', value: 685230 },
    { text: '-12', value: -12 },
    { text: '0', value: 0 },
    { text: '-0', value: 0 },
    { text: '00', value: 0 },
    { text: '0644', value: 420 },
    { text: '-0644', value: -420 },
    { text: '02472256', value: 685230 },
    { text: '0o644', value: 420 },
    { text: '0O17', value: 15 },
    { text: '0x_0A_74_AE', value: 685230 },
    { text: '0XfF', value: 255 },
    { text: '-0x1F', value: -31 },
    { text: '0b1010_0111_0100_1010_1110', value: 685230 },
    { text: '-0b101010', value: -42 },
    { text: '1__0', value: 10 },
    // no octal number, and so a float
    { text: '08', value: 8 },
    { text: '0_9', value: 9 },
    { text: '0o8', value: '0o8' },
    { text: '0x', value: '0x' },
    { text: '0b2', value: '0b2' },
    { text: '0xG', value: '0xG' },
    // floats
    { text: '6.8523e+5', value: 685230 },
    { text: '685.230_15e+03', value: 685230.15 },
    { text: '685_230.15', value: 685230.15 },
    { text: '1e3', value: 1000 },
    { text: '123456E1', value: 1234560 },
    { text: '1.', value: 1 },
    { text: '.5', value: 0.5 },
    { text: '-.1', value: -0.1 },
    { text: '-0.0', value: 0 },
    { text: '._5', value: '._5' },
    { text: '.', value: '.' },
    { text: '1e400', value: '1e400' },
    { text: '1.2.3', value: '1.2.3' },
    { text: '.inf', value: Number.POSITIVE_INFINITY },
    { text: '-.Inf', value: Number.NEGATIVE_INFINITY },
    { text: '.NAN', value: Number.NaN },
    { text: '.iNF', value: '.iNF' },
    { text: '-.nan', value: '-.nan' },
    // what only looks like a number
    { text: '190:20:30', value: '190:20:30' },
    { text: '22:22', value: '22:22' },
    { text: '2001-01-01', value: '2001-01-01' },
    { text: '2015-02-24T18:19:39Z', value: '2015-02-24T18:19:39Z' },
    { text: '10.0.0.1', value: '10.0.0.1' },
    { text: '100m', value: '100m' },
    { text: '50cent_of_dollar', value: '50cent_of_dollar' },
    { text: '_1', value: '_1' },
    { text: '-b_c', value: '-b_c' },
    { text: '-', value: '-' },
    { text: '+', value: '+' },
    { text: 'web', value: 'web' },
  ])('$text is $value', ({ text, value }) => {
    expect(resolveScalar(text)).toBe(value);
  });
});

describe('a plain key becomes a string by way of its value (sigs.k8s.io/yaml, convertToJSONableObject)', () => {
  test.each([
    { text: 'app', key: 'app' },
    { text: 'on', key: 'true' },
    { text: 'N', key: 'false' },
    { text: '80', key: '80' },
    { text: '0x10', key: '16' },
    { text: '010', key: '8' },
    { text: '1.5', key: '1.5' },
    { text: '1e6', key: '1e+06' },
    { text: '123456.0', key: '123456' },
    { text: '1234567.5', key: '1.2345675e+06' },
    { text: '0.00001', key: '1e-05' },
    { text: '.1', key: '0.1' },
    { text: '2001-01-01', key: '2001-01-01' },
    { text: '.inf', key: '.inf' },
    { text: '~', key: undefined },
    { text: '', key: undefined },
  ])('$text: is the key $key', ({ text, key }) => {
    expect(mapKey(text)).toBe(key);
  });
});
