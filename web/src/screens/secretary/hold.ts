/** Keep something where it stands in a scrolled box, whatever grows or shrinks above it. */

/** `content` is all that `box` scrolls; `of` finds what must not move. Returns how to let go. */
export function hold(box: HTMLElement, content: HTMLElement, of: () => Element | null): () => void {
  /** Within the content: scrolling does not change it. */
  const place = () => (of()?.getBoundingClientRect().top ?? NaN) - content.getBoundingClientRect().top;
  let was = place();
  const watch = new ResizeObserver(() => {
    const now = place();
    if (now !== was && !Number.isNaN(now - was)) box.scrollTop += now - was; // before it is painted
    was = now;
  });
  watch.observe(content);
  return () => watch.disconnect();
}
