import { whyEn } from '../../../sdk/src/why/words-en';
import type { BesideWords } from './beside-ja';

export const besideEn: BesideWords = {
  ...whyEn,
  cameFrom:
    'The page you came from is still open in its own tab. When you have chosen, close this one to go back.',
};
