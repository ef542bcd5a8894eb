import { describe, expect, it } from 'vitest';
import { gradeOf, pressureProblems, readingProblems, sentencesOf, syllablesOf } from './text-rules';

describe('Japanese is measured', () => {
  it('by sentence, 読点 and run of kanji', () => {
    expect(readingProblems('ja', ['あ'.repeat(60) + '。' + 'い'.repeat(60) + '。'])).toEqual([]);
    expect(readingProblems('ja', ['あ'.repeat(61)])).toHaveLength(1);
    expect(readingProblems('ja', ['あ、い、う、え。'])).toEqual([]);
    expect(readingProblems('ja', ['あ、い、う、え、お。'])).toHaveLength(1);
    expect(readingProblems('ja', ['お客様情報室です。'])).toEqual([]);
    expect(readingProblems('ja', ['個人情報保護法です。'])).toHaveLength(1);
    expect(readingProblems('ja', ['Saved.'])).toHaveLength(1);
  });
});

describe('English is measured', () => {
  it('by grade over the whole text and by words a sentence', () => {
    expect(readingProblems('en', ['We use what you bought to pick products for you.'])).toEqual([]);
    expect(
      readingProblems('en', [
        'Algorithmic personalisation necessitates processing historical transactions.',
      ]),
    ).toHaveLength(1);
    expect(readingProblems('en', [`${'go on '.repeat(13)}now.`])).toHaveLength(1);
    expect(readingProblems('en', ['Stop これ.'])).toHaveLength(1);
  });
  it('with syllables near enough and sentences that end after quotes', () => {
    expect(['we', 'used', 'images', 'recommendation', 'site'].map(syllablesOf)).toEqual([
      1, 1, 2, 5, 1,
    ]);
    expect(sentencesOf('en', 'It says “AI.” Then it stops. At 9:30 it starts')).toHaveLength(3);
    expect(gradeOf([])).toBe(0);
  });
});

describe('words that push are found', () => {
  it.each([
    ['ja', '本当によろしいですか'],
    ['ja', '今すぐ登録してください。'],
    ['ja', '許可しないと使えません。'],
    ['ja', '使わないことはないです。'],
    ['en', 'Get a better experience.'],
    ['en', 'You cannot shop without this.'],
    ['en', 'Don’t miss it.'],
  ] as const)('%s: %s', (locale, text) => {
    expect(pressureProblems(locale, text)).toHaveLength(1);
  });
  it('and plain words are left alone', () => {
    expect(pressureProblems('ja', 'メールは届きません。サイトで読めます。')).toEqual([]);
    expect(
      pressureProblems('en', 'Records of minors are never used. You can stop it here.'),
    ).toEqual([]);
  });
});
