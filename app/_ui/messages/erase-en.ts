import type { EraseWords } from './erase-ja';

export const eraseEn: EraseWords = {
  title: 'Delete my record here',
  link: 'Delete my record here',
  lead: 'This deletes your choices and their record. It takes two steps. The first one deletes nothing yet.',
  signIn: 'Please sign in first, so that we know whose record it is.',
  goesTitle: 'What goes',
  goes: [
    'Your choices, and what your change log says',
    'The link to your e-mail address and member numbers',
    'How often places asked, and where something was used',
    'Signing in, joined records, and the keys to read them',
  ],
  staysTitle: 'What stays',
  stays: [
    'Marks in the ledger. Nobody can read them or tell whose they were',
    'A mark that something was deleted, and how much. No name',
    'What each service holds itself. You can ask them as well',
    'Receipts and files that were saved before',
  ],
  backupsTitle: 'Until old copies are gone',
  backups:
    'Copies in backups may last until those backups expire. Whoever runs this site sets how long. If one is put back, your record is deleted again.',
  receiptsTitle: 'Take your receipts first',
  receipts:
    'Afterwards you cannot get receipts or the change log. Save them first if you need them.',
  receiptsLink: 'Open the change log and receipts',
  holds: {
    title: 'Deleting is on hold',
    text: 'For a legal reason it cannot be deleted until a set day. You can still ask. It is deleted when the hold ends.',
    waiting: (date, until) =>
      `We received your request on ${date}. Your record is deleted once ${until} has passed.`,
    ground: 'Ground',
    until: 'Ends on',
  },
  services: {
    title: 'Ask the services to delete',
    text: 'This asks the services that know you to delete what they hold. Their answers appear here.',
    order:
      'Once your record here is deleted, you cannot ask from here or see the answers. Do this first.',
    none: 'No other service knows you.',
    legend: 'Services to ask',
    ask: 'Ask the chosen services',
    askAll: 'Ask all of them',
    noneChosen: 'Please choose at least one service.',
    askedNow: 'Asked. Their answers will appear here.',
    never: 'Not asked yet',
    asked: (date) => `Asked on ${date}, waiting for an answer`,
    done: (date) => `Deleted (${date})`,
    refused: (date) => `Answered that it cannot delete (${date})`,
  },
  own: {
    title: 'Delete the record',
    keepLegend: 'Your refusals',
    keep: 'Keep only that I refuse',
    keepWhy:
      'Your numbers are kept in a form nobody can read, just to know that you refused. This keeps messages from starting again.',
    drop: 'Keep no refusal either',
    dropWhy: 'You become like someone new. What is done from the start may begin again.',
    both: 'First ask the services to delete as well',
    bothWhy: 'Just before deleting, every service that was not asked yet is asked.',
    next: 'Continue (nothing is deleted yet)',
    cancel: 'Cancel',
  },
  confirm: {
    title: 'Before your record is deleted',
    step: 'Step 2 of 2',
    text: 'Nothing is deleted yet. This is what will happen. It cannot be undone.',
    record: 'Choices and change log',
    recordGoes: 'Deleted',
    refusal: 'Your refusals',
    kept: 'Kept, only so that nothing starts again',
    dropped: 'Not kept',
    services: 'The services',
    asks: (names) => `Asked to delete first: ${names}`,
    asksNot: 'Not asked again',
    hold: 'On hold',
    holdUntil: (date) => `Deleted after waiting until ${date}`,
    erase: 'Delete my record here',
    cancel: 'Go back without deleting',
  },
  done: {
    title: 'The record here is deleted',
    text: 'You are signed out. You can close this page.',
    kept: 'Only the refusal is kept. Questions about the same member numbers are answered with no.',
    dropped: 'No refusal is kept.',
    again: 'If you come back, you begin as someone new.',
    againRefused: 'You begin with everything refused.',
    home: 'To the map',
  },
  unfinished: {
    conflict:
      'Nothing was deleted. Too much time passed, or something changed on another screen. Please go through the steps again.',
    other: 'Nothing was deleted. Please wait a moment and try again.',
  },
  carried: (date) =>
    `Your earlier refusal (${date}) still counts, so everything is refused. If you choose anew, the new choice counts.`,
};
