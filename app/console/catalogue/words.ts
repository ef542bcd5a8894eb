import type { Locale } from '@/lib/catalogue/model';
import type { DraftStanding } from '@/lib/publishing/draft-model';
import type { Example } from '@/lib/publishing/preview';
import type { DraftRefusal } from '@/lib/publishing/publish-draft';
import { en } from './words-en';
import { ja } from './words-ja';

export interface DraftWords {
  readonly title: string;
  readonly back: string;
  readonly lead: string;
  readonly noEntry: string;
  readonly inForce: (version: string, when: string) => string;
  readonly current: string;
  readonly layDown: {
    readonly title: string;
    readonly file: string;
    readonly hint: string;
    readonly button: string;
    readonly bad: string;
    readonly role: string;
  };
  readonly list: string;
  readonly none: string;
  readonly standing: Readonly<Record<DraftStanding['kind'], string>>;
  readonly draft: string;
  readonly follows: (version: string) => string;
  readonly laidDown: (when: string) => string;
  readonly digest: string;
  readonly problems: {
    readonly title: (count: number) => string;
    readonly text: string;
    readonly whole: string;
  };
  readonly changes: {
    readonly title: string;
    readonly none: string;
    readonly words: string;
    readonly meaning: string;
    readonly more: (count: number) => string;
  };
  readonly people: {
    readonly title: string;
    readonly counting: (done: string, total: string) => string;
    readonly waits: string;
    readonly look: string;
    readonly failed: string;
    readonly all: (count: string) => string;
    readonly askedAgain: string;
    readonly ending: string;
    readonly staying: string;
    readonly places: string;
    readonly place: (name: string, count: string) => string;
    readonly few: string;
    readonly rest: string;
    readonly fewNote: string;
  };
  readonly looks: {
    readonly title: string;
    readonly text: string;
    readonly as: Readonly<Record<Example, string>>;
    readonly pages: {
      readonly map: string;
      readonly purposes: string;
      readonly place: string;
      readonly renewal: string;
    };
  };
  readonly publish: {
    readonly title: string;
    readonly ended: string;
    readonly text: (version: string) => string;
    readonly button: (version: string) => string;
    readonly own: string;
    readonly role: string;
    readonly counting: string;
    readonly approver: string;
    readonly done: (version: string) => string;
    readonly read: (version: string) => string;
    readonly overtaken: string;
    readonly refused: Readonly<Record<DraftRefusal, string>>;
  };
  readonly preview: {
    readonly bar: string;
    readonly inert: string;
    readonly back: string;
    readonly who: string;
    readonly page: string;
    readonly show: string;
    readonly group: string;
  };
}

/** 公開する内容の下書き。 */
export const draftWords: Readonly<Record<Locale, DraftWords>> = { ja, en };
