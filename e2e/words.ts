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

// The words that are the same wherever they stand (UX-40).
export const ALLOW = () => say('許可する', 'Allow');
export const REFUSE = () => say('許可しない', 'Don’t allow');
export const UNDO = () => say('元に戻す', 'Undo');
export const STOP_ALL = () => say('個別化をすべて止める', 'Stop all personalisation');
export const SIGN_IN = () => say('サインイン', 'Sign in');
export const SIGN_OUT = () => say('サインアウト', 'Sign out');
/** With the time it was saved at. */
export const SAVED = () => say(/^保存しました（\d\d:\d\d）/, /^Saved at \d\d:\d\d/);
