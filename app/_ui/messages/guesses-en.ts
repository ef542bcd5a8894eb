import type { GuessWords } from './guesses-ja';

const times = (n: number) => (n === 1 ? 'once' : `${n} times`);

export const guessesEn: GuessWords = {
  title: 'Guesses about you',
  lead: 'When a service fits something to you, it tells us what it was based on.',
  effect:
    '“That’s wrong” goes only to the service that used it. To stop the use, choose by place or by data.',
  signIn: 'Sign in to see the guesses.',
  empty: 'Nothing yet. When a service fits something to you, its reason appears here.',
  kinds: { guess: 'What was guessed', data: 'What was used' },
  none: {
    guess: 'No service has told us of a guess.',
    data: 'No service has told us of using your records.',
  },
  data: 'Rests on',
  source: (text) => ` (from: ${text})`,
  noData: 'not said',
  places: 'Used in',
  times: (n) => ` (${times(n)})`,
  last: (when) => `Last: ${when}`,
  wrong: 'That’s wrong',
  said: (when) => `You said that this is wrong (${when})`,
  waiting: (system) => `${system}: not received yet`,
  received: (system, when) => `${system}: received (${when})`,
  since: (n, when) => `Used ${times(n)} since you said so (last: ${when})`,
  here: 'What it was based on here',
  hereNone: 'This place has not told us anything yet.',
};
