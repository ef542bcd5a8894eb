import type { ChannelsWords, EffectsWords, ToldWords } from './channels-ja';

const places = (n: number) => (n === 1 ? '1 place' : `${n} places`);

export const channelsEn: ChannelsWords = {
  title: 'By channel',
  lead: 'What may mail do? What may the app or a shop do? Choose for each channel.',
  places: (permitted, total) => `Done in ${permitted} of ${places(total)}`,
  mayPlaces: (total) => `May be done in ${places(total)}`,
  refuseAll: (channel) => `Stop all: ${channel}`,
  stopped: (channel) => `${channel}: all stopped.`,
  always: 'What the service itself needs still comes.',
  uses: (channel) => `${channel}: what it is used for`,
  fine: 'Choose for each kind of data',
  receiveFirst: 'First, whether you get messages at all. Then, whether they are tailored to you.',
  other: 'Other ways to look',
};

export const effectsEn: EffectsWords = {
  ifRefused: {
    stops: (n) => `Stops if you don’t allow it (${places(n)})`,
    without: (n) => `Goes on without this data if you don’t allow it (${places(n)})`,
  },
  ifPressed: {
    stops: (n) => `What stops (${places(n)})`,
    without: (n) => `Goes on without this data (${places(n)})`,
  },
  now: (n) => `Now it is done in ${places(n)}.`,
};

export const toldEn: ToldWords = {
  title: 'Interests you told us',
  lead: 'Write them in your own words, such as “I like tea”. Nobody guesses here.',
  signIn: 'To tell us something, please sign in.',
  field: 'What you like',
  hint: 'Up to 80 characters. Please leave out what you want to keep private, such as your health.',
  tell: 'Tell us',
  list: 'What you told us',
  empty: 'You have not told us anything yet.',
  at: (date) => `Told us on ${date}`,
  said: (words) => `Told us: ${words}`,
  takenBack: 'Took back something told to us',
  withdraw: 'Take it back',
  about: (words) => `: ${words}`,
  withdrawEffect:
    'What you take back leaves this list. The change log still shows that you said it.',
  usedTitle: 'Where it is used',
  used: 'Your words are kept here, locked with a key of your own. They are not passed on to services.',
  usedMore:
    'These places may use interests that you told the service itself. You can stop that here.',
  places: 'Places that may use your interests',
  choose: 'Choose what “Interests you told us” may be used for',
};
