// What a journey reads and presses, in the language it is walked in.
import { test } from '@playwright/test';

/** Whether this run reads Japanese. */
export function inJapanese(): boolean {
  return test.info().project.use.locale?.startsWith('ja') === true;
}

/** The words of the language this run reads: both stand side by side in the journey. */
export function say<const Words>(japanese: Words, english: Words): Words {
  return inJapanese() ? japanese : english;
}
