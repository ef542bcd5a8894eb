const NUMBER = /(\d+(?:-\d+)+)/;

/** Text in which a telephone number is never parted at one of its hyphens. */
export function WholeNumbers({ text }: { readonly text: string }) {
  return text.split(NUMBER).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
