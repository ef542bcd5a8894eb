/** Counted over all customers who agreed to be counted; and what the manuals name. */
import type { Genre } from './goods';
import { words, type Words } from './words';

/** What most people bought who had viewed this. */
export const THEN_BOUGHT: Readonly<Record<string, readonly string[]>> = {
  kyusu: ['kyusu', 'yunomi', 'sencha'],
  yunomi: ['yunomi', 'mug', 'sencha'],
  sencha: ['sencha', 'hojicha', 'kyusu'],
  'black-tea': ['black-tea', 'hojicha', 'mug'],
  hojicha: ['hojicha', 'sencha', 'donabe'],
  'matcha-set': ['sencha', 'matcha-set', 'kyusu'],
  mug: ['mug', 'dripper', 'yunomi'],
  plate: ['plate', 'donabe', 'yunomi'],
  vase: ['vase', 'plate', 'mug'],
  donabe: ['donabe', 'plate', 'knife'],
  kettle: ['kettle', 'dripper', 'mug'],
  bento: ['bento', 'bottle', 'knife'],
  dripper: ['dripper', 'mug', 'kettle'],
  knife: ['knife', 'donabe', 'bento'],
  backpack: ['backpack', 'bottle', 'boots'],
  boots: ['boots', 'rain-jacket', 'backpack'],
  bottle: ['bottle', 'bento', 'backpack'],
  'rain-jacket': ['rain-jacket', 'boots', 'lantern'],
  lantern: ['lantern', 'stove', 'bottle'],
  stove: ['stove', 'dripper', 'lantern'],
  notebook: ['notebook', 'pen', 'mug'],
  pen: ['notebook', 'pen', 'mug'],
  herbs: ['herbs', 'watering-can', 'vase'],
  'watering-can': ['watering-can', 'herbs', 'vase'],
};

/** What many people bought with this, in one order. */
export const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  kyusu: ['sencha', 'yunomi'],
  yunomi: ['kyusu', 'hojicha'],
  sencha: ['hojicha', 'kyusu'],
  'black-tea': ['mug', 'hojicha'],
  hojicha: ['sencha', 'yunomi'],
  'matcha-set': ['sencha', 'plate'],
  mug: ['dripper', 'black-tea'],
  plate: ['donabe', 'yunomi'],
  vase: ['watering-can', 'plate'],
  donabe: ['plate', 'hojicha'],
  kettle: ['dripper', 'sencha'],
  bento: ['bottle', 'hojicha'],
  dripper: ['mug', 'kettle'],
  knife: ['bento', 'plate'],
  backpack: ['bottle', 'rain-jacket'],
  boots: ['rain-jacket', 'bottle'],
  bottle: ['bento', 'sencha'],
  'rain-jacket': ['boots', 'bottle'],
  lantern: ['stove', 'bottle'],
  stove: ['dripper', 'lantern'],
  notebook: ['pen', 'mug'],
  pen: ['notebook', 'vase'],
  herbs: ['watering-can', 'plate'],
  'watering-can': ['herbs', 'vase'],
};

export const SPARES: Readonly<Record<Genre, readonly Words[]>> = {
  tea: [words('詰め替えの袋', 'Refill bag'), words('缶のふた', 'Lid for the tin')],
  pottery: [words('替えのふた', 'Spare lid'), words('金継ぎの修理', 'Mending with gold')],
  kitchen: [words('替えのふたの取っ手', 'Knob for the lid'), words('鍋敷き', 'Pot stand')],
  hiking: [words('替えのひも', 'Spare laces'), words('防水の手入れ剤', 'Wax against rain')],
  stationery: [words('替えの芯とインク', 'Refill and ink'), words('下じき', 'Writing board')],
  garden: [words('はす口', 'Spray head'), words('受け皿', 'Saucer')],
};
