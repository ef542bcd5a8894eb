/** As good as sealed for the storage's own tests, which need nothing above `db/`: the key shows. */
import { createHmac } from 'node:crypto';
import type { SealEvent } from '../../port';

export const testSeal: SealEvent = ({ unsealed, ...event }) => {
  const { leaf, body, personal } = event;
  const b = createHmac('sha256', body.opening).update(body.json).digest('base64url');
  const sealed = createHmac('sha256', unsealed.key).update(unsealed.json).digest();
  return { ...event, leaf: { ...leaf, b }, personal: { ...personal, sealed } };
};
