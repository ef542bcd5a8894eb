/**
 * Keys on the two radios of a choice, where choosing saves: arrows only move, Space and Enter
 * choose. Nobody consents by moving about.
 */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
};

export function isChoiceRadio(target: EventTarget | null): target is HTMLInputElement {
  return (
    target instanceof HTMLInputElement &&
    target.type === 'radio' &&
    target.form !== null &&
    'enhance' in target.form.dataset
  );
}

export function onRadioKey(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!isChoiceRadio(target)) return;
  if (key === 'Enter') {
    event.preventDefault();
    target.click();
    return;
  }
  const step = STEPS[key];
  if (step === undefined) return;
  event.preventDefault();
  const radios = [...(target.form?.elements ?? [])].filter(isChoiceRadio);
  const next = radios[(radios.indexOf(target) + step + radios.length) % radios.length];
  next?.focus();
}
