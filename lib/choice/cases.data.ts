/**
 * Histories and what holds after them, as data (DESIGN §4). Cells are `purpose channel data`;
 * `allow`, `refused` (never allowed before), `withdrawn` (had been allowed) or `unpainted`.
 */
import type { CellKey } from '../catalogue/model';
import type { EventBody } from './model';
import {
  allow,
  deny,
  guardian,
  join,
  part,
  pause,
  place,
  resume,
  stop,
  undo,
  type Line,
} from './sample.data';

export type Holds = 'allow' | 'refused' | 'withdrawn' | 'unpainted';
export interface FoldCase {
  readonly name: string;
  readonly events: readonly (Line | EventBody)[];
  readonly cells: Readonly<Record<CellKey, Holds>>;
}

const both = ['purchases', 'browsing'];
const shopYes = allow(['recommend'], ['web'], both);

export const CASES: readonly FoldCase[] = [
  {
    name: 'nothing said leaves every cell unpainted',
    events: [],
    cells: { 'recommend web itself': 'unpainted', 'recommend web purchases': 'unpainted' },
  },
  {
    name: 'an allow paints the purpose itself and the data it names, nothing else',
    events: [shopYes],
    cells: {
      'recommend web itself': 'allow',
      'recommend web purchases': 'allow',
      'recommend web location': 'unpainted',
      'recommend mail purchases': 'unpainted',
      'advertise web purchases': 'unpainted',
    },
  },
  {
    name: 'an allow without data paints the purpose itself',
    events: [allow(['recommend'], ['web'], [])],
    cells: { 'recommend web itself': 'allow', 'recommend web purchases': 'unpainted' },
  },
  {
    name: 'refusing data leaves the purpose itself as it was',
    events: [shopYes, deny(['recommend'], ['web'], ['browsing'])],
    cells: {
      'recommend web itself': 'allow',
      'recommend web purchases': 'allow',
      'recommend web browsing': 'withdrawn',
    },
  },
  {
    name: 'refusing data everywhere with a sweep leaves the purposes themselves',
    events: [shopYes, deny('*', '*', ['location'])],
    cells: { 'recommend web itself': 'allow', 'recommend web location': 'refused' },
  },
  {
    name: 'refusing all data of a purpose refuses the purpose itself',
    events: [shopYes, deny(['recommend'], ['web'], '*')],
    cells: {
      'recommend web itself': 'withdrawn',
      'recommend web purchases': 'withdrawn',
      'recommend web location': 'refused',
      'recommend mail itself': 'unpainted',
    },
  },
  {
    name: 'stop everything covers what nobody has named yet',
    events: [shopYes, stop()],
    cells: {
      'recommend web purchases': 'withdrawn',
      'recommend web browsing': 'withdrawn',
      'made-next-year web itself': 'refused',
      'recommend kiosk invented': 'refused',
    },
  },
  {
    name: 'an allow after stopping everything brings back what it names alone',
    events: [shopYes, stop(), allow(['recommend'], ['web'], ['purchases'])],
    cells: {
      'recommend web itself': 'allow',
      'recommend web purchases': 'allow',
      'recommend web browsing': 'withdrawn',
      'advertise web itself': 'refused',
    },
  },
  {
    name: 'a refusal repeated stays a withdrawal',
    events: [shopYes, deny(['recommend'], ['web'], both), deny(['recommend'], ['web'], both)],
    cells: { 'recommend web purchases': 'withdrawn' },
  },
  {
    name: 'a refusal of something never allowed is a refusal',
    events: [deny(['recommend'], ['web'], ['location'])],
    cells: { 'recommend web location': 'refused', 'recommend web itself': 'unpainted' },
  },
  {
    name: 'cells that a late allow skipped keep what they had',
    events: [
      deny(['recommend'], ['web'], ['browsing']),
      { body: { ...shopYes, notPainted: ['recommend web browsing'] } },
    ],
    cells: { 'recommend web browsing': 'refused', 'recommend web purchases': 'allow' },
  },
  {
    name: 'a guardian’s refusal sweeps the purpose',
    events: [shopYes, guardian('refuse', { purposes: ['recommend'] })],
    cells: { 'recommend web itself': 'withdrawn', 'recommend mail purchases': 'refused' },
  },
  {
    name: 'a guardian’s approval turns no refusal into a yes',
    events: [stop(), guardian('approve', { purposes: ['recommend'] })],
    cells: { 'recommend web itself': 'refused' },
  },
  {
    name: 'a pause, a place switched off and resuming paint nothing',
    events: [pause(9e15), place('touchpoint-off', 'ads'), resume()],
    cells: { 'recommend web itself': 'unpainted' },
  },
  {
    name: 'undoing “stop everything” brings back what was, explicit cells too',
    events: [shopYes, deny(['recommend'], ['web'], ['browsing']), stop(), { body: undo(), of: 2 }],
    cells: {
      'recommend web purchases': 'allow',
      'recommend web browsing': 'withdrawn',
      'advertise web itself': 'unpainted',
    },
  },
  {
    name: 'an undo that is undone is absent',
    events: [shopYes, stop(), { body: undo(), of: 1 }, { body: undo(), of: 2 }],
    cells: { 'recommend web purchases': 'withdrawn' },
  },
  {
    name: 'events after the undone one still apply',
    events: [shopYes, stop(), deny(['recommend'], ['web'], ['browsing']), { body: undo(), of: 1 }],
    cells: { 'recommend web purchases': 'allow', 'recommend web browsing': 'withdrawn' },
  },
  {
    name: 'a stranger’s undo takes nothing back',
    events: [stop(), { who: 'other', body: undo(), of: 0 }],
    cells: { 'recommend web itself': 'refused' },
  },
  {
    name: 'a signal cannot be undone, nor a guardian’s word',
    events: [guardian('refuse'), { body: undo(), of: 0 }],
    cells: { 'recommend web itself': 'refused' },
  },
  {
    name: 'a confirmed join brings the other side’s painted cells where nothing was painted',
    events: [
      { who: 'device', body: shopYes },
      { body: join(), of: 'device' },
    ],
    cells: { 'recommend web purchases': 'allow', 'advertise web itself': 'unpainted' },
  },
  {
    name: 'at a join a refusal beats an allow, whichever came later',
    events: [
      deny(['recommend'], ['web'], ['browsing']),
      { who: 'device', body: shopYes },
      { body: join(), of: 'device' },
    ],
    cells: { 'recommend web browsing': 'withdrawn', 'recommend web purchases': 'allow' },
  },
  {
    name: 'at a join a sweep beats an allow that came later on the other side',
    events: [stop(), { who: 'device', body: shopYes }, { body: join(), of: 'device' }],
    cells: { 'recommend web purchases': 'withdrawn', 'advertise mail itself': 'refused' },
  },
  {
    name: 'after a join later paints win, of either side',
    events: [
      stop(),
      { who: 'device', body: join(), of: 'me' },
      { who: 'device', body: allow(['recommend'], ['web'], ['purchases']) },
    ],
    cells: { 'recommend web purchases': 'allow', 'recommend web browsing': 'refused' },
  },
  {
    name: 'over an unconfirmed link refusals cross and allows do not',
    events: [
      allow(['recommend'], ['web'], ['purchases']),
      { who: 'card', body: allow(['advertise'], ['web'], []) },
      { who: 'card', body: deny(['recommend'], ['web'], ['browsing']) },
      { body: join(false), of: 'card' },
      { who: 'card', body: allow(['recommend'], ['mail'], []) },
      { who: 'card', body: deny('*', '*', ['location']) },
    ],
    cells: {
      'recommend web purchases': 'allow',
      'recommend web browsing': 'refused',
      'advertise web itself': 'unpainted',
      'recommend mail itself': 'unpainted',
      'recommend web location': 'refused',
    },
  },
  {
    name: 'confirming a link later lets an earlier no give way to the later yes of the same side',
    events: [
      { body: join(false), of: 'account' },
      { who: 'account', body: stop() },
      { who: 'account', body: shopYes },
      { body: join(true), of: 'account' },
    ],
    cells: { 'recommend web purchases': 'allow', 'advertise web itself': 'refused' },
  },
  {
    name: 'confirming a link later does so also for what was said before the link',
    events: [
      { who: 'account', body: stop() },
      { body: join(false), of: 'account' },
      { who: 'account', body: shopYes },
      { body: join(true), of: 'account' },
    ],
    cells: { 'recommend web purchases': 'allow', 'advertise web itself': 'refused' },
  },
  {
    name: 'after a split the refusals made while joined stay, and the other side’s allows go',
    events: [
      allow(['recommend'], ['web'], ['purchases']),
      { body: join(), of: 'card' },
      { who: 'card', body: allow(['advertise'], ['web'], []) },
      { who: 'card', body: deny(['recommend'], ['web'], ['purchases']) },
      { body: part(), of: 'card' },
      { who: 'card', body: stop() },
    ],
    cells: {
      'advertise web itself': 'unpainted',
      'recommend web purchases': 'withdrawn',
      'recommend web itself': 'allow',
    },
  },
  {
    name: 'after 「これは私ではありません」 what the other said before the link is gone',
    events: [
      { who: 'card', body: stop() },
      { body: join(false), of: 'card' },
      { body: part('not-me'), of: 'card' },
    ],
    cells: { 'recommend web itself': 'unpainted' },
  },
  {
    name: 'a second confirmed join after a split makes one again',
    events: [
      { who: 'card', body: shopYes },
      { body: join(), of: 'card' },
      { body: part(), of: 'card' },
      { body: join(), of: 'card' },
    ],
    cells: { 'recommend web purchases': 'allow' },
  },
  {
    name: 'three subjects joined one after the other are one',
    events: [
      { who: 'card', body: shopYes },
      { who: 'device', body: deny(['recommend'], ['web'], ['browsing']) },
      { who: 'device', body: join(), of: 'card' },
      { body: join(), of: 'device' },
    ],
    cells: { 'recommend web purchases': 'allow', 'recommend web browsing': 'withdrawn' },
  },
];
