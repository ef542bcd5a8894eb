/** Letters of the lines, as on a route map: identity is letter and name, colour only helps. */
import type { LineKey } from '../catalogue/model';

export const LINE_LETTERS: Readonly<Record<LineKey, string>> = {
  site: 'S',
  app: 'A',
  messages: 'M',
  ads: 'K',
  counter: 'C',
  backstage: 'B',
};
