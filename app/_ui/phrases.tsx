/** A heading of two parts: its line ends between them, if it must. */
export function Phrases({ text }: { readonly text: string }) {
  return text.split(/(?<=：|: )/).map((phrase) => (
    <span key={phrase} className="phrase">
      {phrase}
    </span>
  ));
}
