import { STAGE_WORDS, type StageLocale } from './words';

/** Three stations of one line. */
export function Steps({ locale }: { readonly locale: StageLocale }) {
  const words = STAGE_WORDS[locale];
  return (
    <ol className="steps" aria-label={words.stepsLabel}>
      {words.steps.map(({ title, text }, index) => (
        <li key={title}>
          <span className="step-mark" aria-hidden="true">
            {index + 1}
          </span>
          <strong>{title}</strong>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
