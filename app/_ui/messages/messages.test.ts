import { describe, expect, test } from 'vitest';
import { en } from './en';
import { ja } from './ja';

/** Every text, functions called with plain arguments. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const made: unknown = path.endsWith('.list') ? value(['1', '2']) : value(2, 1);
    return [[path, String(made)]];
  }
  return Object.entries(value as object).flatMap(([key, item]) => texts(item, `${path}.${key}`));
}

const [japanese, english] = [texts(ja), texts(en)];

describe('messages', () => {
  test('both languages say the same things', () => {
    expect(english.map(([path]) => path).sort()).toEqual(japanese.map(([path]) => path).sort());
  });

  test('no Japanese stands in the English texts but the names of things', () => {
    const leaked = english.filter(
      ([path, text]) =>
        /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) &&
        !['.wordmark.kanji', '.language.ja'].includes(path),
    );
    expect(leaked).toEqual([]);
  });

  test('every Japanese text is Japanese', () => {
    const foreign = japanese.filter(
      ([path, text]) =>
        /\p{L}/u.test(text) &&
        !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text) &&
        !['.wordmark.latin', '.language.en'].includes(path),
    );
    expect(foreign).toEqual([]);
  });

  test('sentences stay short', () => {
    for (const [path, text] of japanese) {
      for (const sentence of text.split('。'))
        expect([path, sentence.length <= 60]).toEqual([path, true]);
    }
  });

  test('no word presses, flatters or threatens', () => {
    const pressing =
      /本当によろしい|おすすめします|オプトアウト|損|もったいない|are you sure|better experience|opt.?out(?! signal)|miss out/i;
    const found = [...japanese, ...english].filter(([, text]) => pressing.test(text));
    expect(found).toEqual([]);
  });
});
