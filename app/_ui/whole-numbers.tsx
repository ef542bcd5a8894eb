const PARTS = [
  String.raw`\d+(?:-\d+)+`,
  String.raw`\d+か[所月]`,
  String.raw`第\d+版`,
  String.raw`（?\d{4}年\d+月\d+日(?:\(.\))?(?:(?:から|まで|に公開)?）)?`,
  String.raw`(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2,3} \d{4}\)?`,
  String.raw`\d\d:\d\d (?:JST|GMT\+9)`,
  String.raw`[Ee]-mail`,
  String.raw`[\w.-]+@[\w.-]+\w(?: です。)?`,
];
const WHOLE = new RegExp(`(${PARTS.join('|')})`);

/** Text whose lines end neither within a number, a day or an address, nor right after it. */
export function WholeNumbers({ text }: { readonly text: string }) {
  return text.split(WHOLE).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="whole">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
