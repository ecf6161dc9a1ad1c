import { expect, it } from 'vitest';
import { chooseEncoder } from './encoder-choice.ts';
import { ENCODERS } from './pipeline-description.ts';

it('takes an encoder that works here, and x264 where no other does', async () => {
  expect(ENCODERS).toContain(await chooseEncoder());
  expect(await chooseEncoder([])).toBe('x264enc');
  expect(await chooseEncoder(['x264enc', 'nvh264enc'])).toBe('x264enc');
});
