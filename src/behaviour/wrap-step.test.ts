import { describe, expect, test } from 'vitest';
import { BackendCannot } from '../backends/index.ts';
import { SpecFailure } from './failure.ts';
import { wrapStep } from './wrap-step.ts';

class World {
  readonly said: string[] = [];
  log(text: string): void {
    this.said.push(text);
  }
}

const cannot = new BackendCannot('moments', 'real');
const throwing = (error: Error) => () => {
  throw error;
};
const rejecting = (error: Error) => async () => {
  throw error;
};

describe('a step that needs what its backend cannot do', () => {
  test.each([
    ['at once', throwing(cannot)],
    ['later', rejecting(cannot)],
  ])('is skipped, and says why: %s', async (_, definition) => {
    const world = new World();
    expect(await Reflect.apply(wrapStep(definition, undefined), world, [])).toBe('skipped');
    expect(world.said).toEqual(['skipped: the backend "real" cannot stop on the way from one state to the next']);
  });

  test.each<[string, object | undefined]>([
    ['without a log', {}],
    ['that is none', undefined],
  ])('fails with the reason for a World %s', async (_, world) => {
    await expect(async () => Reflect.apply(wrapStep(rejecting(cannot), undefined), world, [])).rejects.toBe(cannot);
  });
});

describe('any other step', () => {
  test('does what it does', async () => {
    const world = new World();
    const step = wrapStep(async function (this: unknown, ...args: unknown[]) {
      return [this, ...args];
    }, undefined);
    expect(await Reflect.apply(step, world, [1, 'b'])).toEqual([world, 1, 'b']);
    expect(
      Reflect.apply(
        wrapStep(() => 'pending', undefined),
        world,
        [],
      ),
    ).toBe('pending');
    expect(world.said).toEqual([]);
  });

  test.each([
    ['at once', throwing(new SpecFailure('expected: this\nbut: that'))],
    ['later', rejecting(new SpecFailure('expected: this\nbut: that'))],
  ])('fails as it fails: %s', async (_, definition) => {
    const world = new World();
    await expect(async () => Reflect.apply(wrapStep(definition, undefined), world, [])).rejects.toThrow(SpecFailure);
    expect(world.said).toEqual([]);
  });

  test('still needs what its sentence says stands below it', () => {
    const step = wrapStep((text: unknown) => text, { below: 'doc string' });
    expect(() => Reflect.apply(step, new World(), [() => undefined])).toThrow('must stand a doc string');
  });
});
