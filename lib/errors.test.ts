import { expect, it, vi } from 'vitest';
import { AppError } from './errors';
import { SealBrokenError } from './identity/sealing';

it('an error is known in whichever copy of its module it was made: pages are compiled apart from the runtime', async () => {
  vi.resetModules();
  const [errors, sealing] = await Promise.all([import('./errors'), import('./identity/sealing')]);
  expect(errors.AppError).not.toBe(AppError);
  expect(new errors.AppError('conflict', 'elsewhere')).toBeInstanceOf(AppError);
  expect(new sealing.SealBrokenError()).toBeInstanceOf(SealBrokenError);
  expect(new Error('another')).not.toBeInstanceOf(AppError);
  expect(new SealBrokenError()).not.toBeInstanceOf(AppError);
  expect({ name: 'AppError' }).not.toBeInstanceOf(AppError);
});
