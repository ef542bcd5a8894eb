import type { Locale } from '@/lib/catalogue/model';
import type { GuardianWords } from '../_ui/messages/guardian-ja';

type Acts = GuardianWords['history'];

/** Only what speaks to the person is said otherwise to an officer. */
const ja = (said: Acts): Acts => ({
  ...said,
  declareByService: 'サービスが、この人の年齢の区分を伝えました',
  byOfficers: {
    ...said.byOfficers,
    takenBackBut: (why, what) =>
      `別の担当者が、18歳未満という記録を取り消しました${why}。${what}は、ご本人が許可するまで行いません`,
  },
  own: {
    declare: '子の年齢の区分を記録しました',
    link: '子とつながりました',
    unlink: '子とのつながりを切りました',
    unlinkByMinor: '子が、つながりを切りました',
    approve: (what) => `子の${what}を認めました`,
    refuse: (what) => `子の${what}を認めませんでした`,
  },
});

const en = (said: Acts): Acts => ({
  ...said,
  declare: 'Recorded their own age group',
  declareByService: 'A service told us this person’s age group',
  declareByGuardian: 'A guardian recorded the age group',
  byOfficers: {
    ...said.byOfficers,
    ask: (why) => `An officer asked to correct the age on record${why}`,
    stays: (why) => `Another officer left the age on record as it was${why}`,
    takenBack: (why) => `Another officer took back the record of being under 18${why}`,
    takenBackBut: (why, what) =>
      `Another officer took back the record of being under 18${why}. ${what} stays off until the person allows it`,
  },
  unlink: 'Ended the link with a guardian',
  ask: 'Asked a guardian by mail for their word',
  unlinkByGuardian: 'A guardian ended the link',
  approve: (what) => `A guardian agreed to ${what}`,
  refuse: (what) => `A guardian did not agree to ${what}`,
  own: {
    declare: 'Recorded a child’s age group',
    link: 'Was linked with a child',
    unlink: 'Ended the link with a child',
    unlinkByMinor: 'A child ended the link',
    approve: (what) => `Agreed to ${what} for a child`,
    refuse: (what) => `Did not agree to ${what} for a child`,
  },
});

/** What people read of age and guardian in their own record (`said`), to an officer. */
export function guardianActs(locale: Locale, said: Acts): Acts {
  return { ja, en }[locale](said);
}
