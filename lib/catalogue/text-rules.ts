/**
 * How a text for people reads, measured (UX-32, UX-33, UX-30). Japanese: at most 60 characters a
 * sentence, 3 読点, runs of 6 kanji. English: Flesch–Kincaid grade 8 over a whole text, 25 words a
 * sentence. Words that push towards an answer stand in neither. A text that fails is rewritten;
 * there is no list of exceptions.
 */
import type { Locale } from './model';

const MOST_CHARACTERS = 60;
const MOST_COMMAS = 3;
const MOST_KANJI = 6;
const MOST_WORDS = 25;
const HIGHEST_GRADE = 8;

const PRESSURE: Readonly<Record<Locale, readonly RegExp[]>> = {
  ja: [
    /本当に|よろしいですか|ぜひ|今すぐ|いますぐ|お急ぎ|お見逃し|もったいない|残念|お得|損/u,
    /快適|最適|より良い|よりよい|便利|ぴったり|安心して|特別|限定|お楽しみ|オプトアウト/u,
    // Two negations that make a yes.
    /ないことはな|なくはな|ないわけ(では|に)|なければなりません|ないと[^、。]*(ません|ない)/u,
  ],
  en: [
    /\b(are you sure|better experience|enjoy|miss out|don['’]t miss|hurry up|unfortunately|sorry)\b/iu,
    /\b(best|amazing|great|perfect|exclusive|special|only for you|tailored just|improve your|opt[- ]?out)\b/iu,
    // Two negations that make a yes.
    /\b(cannot|can['’]t|don['’]t|not|never|no)\b[^.;]*\b(unless|without|not|never|no)\b/iu,
  ],
};

/** Sentences of a text, without their closing marks. */
export function sentencesOf(locale: Locale, text: string): string[] {
  const ends = locale === 'ja' ? /[。！？\n]/u : /(?<=[.!?])["”’)]*\s+|\n/u;
  return text
    .split(ends)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.@-]*/gu) ?? [];
}

/** Vowel groups, a silent final e aside: near enough for a grade over a whole text. */
export function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|[^aeioutd]ed|[^laeiouy]e)$/, (tail) =>
    tail.charAt(0),
  );
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}

/** Flesch–Kincaid grade of these sentences together. */
export function gradeOf(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  if (words.length === 0) return 0;
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

function japaneseProblems(text: string): string[] {
  const problems: string[] = [];
  for (const sentence of sentencesOf('ja', text)) {
    if ([...sentence].length > MOST_CHARACTERS)
      problems.push(`${[...sentence].length} characters: ${sentence}`);
    const commas = sentence.split('、').length - 1;
    if (commas > MOST_COMMAS) problems.push(`${commas} 読点: ${sentence}`);
    for (const [run] of sentence.matchAll(/[\p{Script=Han}々]+/gu)) {
      if ([...run].length > MOST_KANJI) problems.push(`${[...run].length} kanji in a row: ${run}`);
    }
  }
  if (!/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)) {
    problems.push(`not Japanese: ${text}`);
  }
  return problems;
}

function englishProblems(text: string): string[] {
  const problems = sentencesOf('en', text)
    .filter((sentence) => wordsOf(sentence).length > MOST_WORDS)
    .map((sentence) => `${wordsOf(sentence).length} words: ${sentence}`);
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、。・「」]/u.test(text)) {
    problems.push(`not English: ${text}`);
  }
  return problems;
}

/** What is hard to read in the fields of one row (a purpose, a place …); each field or list item is one text. */
export function readingProblems(locale: Locale, texts: readonly string[]): string[] {
  if (locale === 'ja') return texts.flatMap(japaneseProblems);
  const problems = texts.flatMap(englishProblems);
  const grade = gradeOf(texts.flatMap((text) => sentencesOf('en', text)));
  if (grade > HIGHEST_GRADE) problems.push(`grade ${grade.toFixed(1)}: ${texts.join(' ')}`);
  return problems;
}

/** Words near a choice that push towards one answer, or turn it around twice. */
export function pressureProblems(locale: Locale, text: string): string[] {
  return sentencesOf(locale, text)
    .filter((sentence) => PRESSURE[locale].some((pattern) => pattern.test(sentence)))
    .map((sentence) => `pressure or double negation: ${sentence}`);
}
