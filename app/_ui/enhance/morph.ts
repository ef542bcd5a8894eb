/**
 * Makes the page that stands there like another one, with as little change as will do: what stays
 * keeps its focus, its scroll and what was typed in it. Elements are told apart by `data-key`, else
 * by their id; those with `data-kept` belong to the script and are left alone.
 */

/** Which parts the server last said are open: what a person opened or closed since stays so. */
const saidOpen = new WeakMap<Element, boolean>();

function keyOf(node: Node): string {
  if (!(node instanceof Element)) return '';
  return node.getAttribute('data-key') ?? node.id;
}

function isLike(one: Node, other: Node): boolean {
  return one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

function morphAttributes(from: Element, to: Element): void {
  for (const { name } of [...from.attributes]) {
    if (name !== 'open' && !to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (name !== 'open' && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function morphOpen(from: Element, to: Element): void {
  const open = to.hasAttribute('open');
  if ((saidOpen.get(from) ?? open) !== open) from.toggleAttribute('open', open);
  saidOpen.set(from, open);
}

function morphNode(from: Node, to: Node): void {
  if (!(from instanceof Element) || !(to instanceof Element)) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.hasAttribute('data-kept')) return;
  morphAttributes(from, to);
  if (from instanceof HTMLDetailsElement) morphOpen(from, to);
  morphChildren(from, to);
}

/** What may become `wanted`: a key is looked for further on, and anything is where parts went away. */
function findLike(start: ChildNode | null, wanted: Node, fewer: boolean): ChildNode | undefined {
  if (start !== null && isLike(start, wanted)) return start;
  if (!fewer && keyOf(wanted) === '') return undefined;
  for (let node = start; node !== null; node = node.nextSibling) {
    if (isLike(node, wanted)) return node;
  }
  return undefined;
}

function morphChildren(from: Element, to: Element): void {
  let next = from.firstChild;
  const fewer = from.childNodes.length > to.childNodes.length;
  for (const wanted of to.childNodes) {
    const found = findLike(next, wanted, fewer);
    if (found === undefined) {
      from.insertBefore(document.importNode(wanted, true), next);
      continue;
    }
    // What stands before it is not wanted here; whatever of it is wanted later is made anew.
    while (next !== null && next !== found) next = removed(next);
    next = found.nextSibling;
    morphNode(found, wanted);
  }
  while (next !== null) next = removed(next);
}

function removed(node: ChildNode): ChildNode | null {
  const { nextSibling } = node;
  node.remove();
  return nextSibling;
}

/** Before anything is changed: what the server said is open. */
export function rememberOpen(): void {
  for (const each of document.querySelectorAll('details')) saidOpen.set(each, each.open);
}

/** The page becomes the one the server drew. */
export function becomePage(page: Document): void {
  const { activeElement } = document;
  document.title = page.title;
  morphNode(document.body, page.body);
  // Whoever stood on what is gone now is not sent back to the top.
  if (activeElement !== null && !activeElement.isConnected) {
    document.getElementById('main')?.focus({ preventScroll: true });
  }
}
