import type { CatalogueContent } from '../../lib/catalogue/model';
import { data } from './data';
import { channels, lines, purposeGroups, stages } from './frame';
import { notice } from './notice';
import { purposes } from './purposes';
import { recipients } from './recipients';
import { techniques } from './techniques';
import { ads } from './touchpoints/ads';
import { app } from './touchpoints/app';
import { backstage } from './touchpoints/backstage';
import { counter } from './touchpoints/counter';
import { messages } from './touchpoints/messages';
import { site } from './touchpoints/site';

/** What the product ships: published as version 1 into an empty database (CATALOGUE). */
export const defaultCatalogue: CatalogueContent = {
  notice,
  lines,
  purposeGroups,
  stages,
  purposes,
  channels,
  data,
  techniques,
  recipients,
  touchpoints: [...site, ...app, ...messages, ...ads, ...counter, ...backstage],
};
