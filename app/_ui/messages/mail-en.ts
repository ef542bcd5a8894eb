import type { MailWords } from './mail-ja';

export const mailEn: MailWords = {
  title: 'Fewer messages, or none',
  lead: 'No need to sign in. We ask for no reason. One press is saved at once.',
  about: (place) => `The message you have: “${place}”`,
  this: {
    button: (place) => `Stop “${place}” only`,
    stops: (place) => `“${place}” no longer comes.`,
    continues: 'Other messages stay as they are.',
    done: (place) => `“${place}” will not come any more.`,
  },
  all: {
    button: (channel) => `Stop all messages (${channel})`,
    done: (channel) => `No more messages will come (${channel}).`,
  },
  weekly: {
    button: (channel) => `Once a week at most (${channel})`,
    stops: 'The second message of a week, and any after it. A week starts on Monday.',
    continues: 'The first message of each week.',
    done: (channel) => `One message a week at most (${channel}).`,
  },
  onlyRefuses:
    'This link can only refuse. It shows none of your records. It cannot allow or undo anything.',
  finer: 'Choose in more detail',
  finerText: 'To go back on a choice, use this too. You need to sign in.',
  unknownTitle: 'This link does not work',
  unknown: 'It was cut off, or it is not one of ours. You can stop messages in these ways too.',
  unknownSignIn: 'Sign in and choose',
  unknownCall: 'Tell us by phone or in a store',
};
